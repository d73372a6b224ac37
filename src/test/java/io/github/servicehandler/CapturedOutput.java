package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The output of real systemds, captured by {@code src/test/systemd/capture}. */
public record CapturedOutput(int version) {

    /** The units of {@code show.txt}, in the order of the command. */
    public static final List<UnitName> SHOWN = Stream.of(
                    "running",
                    "alias",
                    "stopped",
                    "completed",
                    "failed",
                    "killed",
                    "no-program",
                    "crash-loop",
                    "start-limit",
                    "starting",
                    "bad",
                    "template@1",
                    "masked",
                    "missing",
                    "default.target",
                    "-.slice")
            .map(UnitName::of)
            .toList();

    /** A command that failed, with its error output. */
    public record Complained(String command, String stderr, int exitCode) {

        private static final Pattern FORM =
                Pattern.compile("^\\$ (.*)\\n((?:.*\\n)*?)exit code (\\d+)\\n", Pattern.MULTILINE);

        private static Complained of(MatchResult match) {
            return new Complained(match.group(1), match.group(2), Integer.parseInt(match.group(3)));
        }
    }

    public static Stream<CapturedOutput> all() {
        return Stream.of(247, 252, 257, 262).map(CapturedOutput::new);
    }

    static String command(String name) {
        return resource("captured/commands/" + name).strip();
    }

    public String text(String name) {
        return resource("captured/systemd-" + version + "/" + name + ".txt");
    }

    List<ServiceStatus> statuses() {
        return ShowOutputParser.read(text("show"), SHOWN, ServiceStatus::shown);
    }

    ServiceStatus status(String unit) {
        return statuses().get(SHOWN.indexOf(UnitName.of(unit)));
    }

    public Stream<Complained> complaints() {
        return Complained.FORM.matcher(text("complaints")).results().map(Complained::of);
    }

    /** Returns the error output of a command. */
    public Complained complaint(String command) {
        return complaints()
                .filter(complained -> complained.command().equals(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not captured: " + command));
    }

    /**
     * Returns the words that {@code systemctl --state=help} lists under this title, such as {@code unit file states}.
     */
    Set<String> words(String title) {
        return Arrays.stream(text("state-help").split("\n\n", -1))
                .filter(section -> section.startsWith("Available " + title + ":"))
                .flatMap(section -> section.lines().skip(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String resource(String name) {
        try (InputStream stream = CapturedOutput.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new AssertionError("no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "systemd " + version;
    }
}
