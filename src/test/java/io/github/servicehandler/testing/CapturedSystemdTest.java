package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.SettingWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs scenarios on the fake and compares its answers with those captured from systemd 252. Values that differ between
 * runs (times, process IDs, home directories) are replaced in the captured files. A question mark stands for an answer
 * that is not compared: the order in which links are removed, warnings about invalid files, whose line numbers and
 * repetition the fake does not imitate, and a state that depended on the machine's speed.
 */
class CapturedSystemdTest {

    private static final List<String> SYSTEMCTL_USER =
            List.of("systemctl", "--user", "--no-pager", "--no-ask-password");

    private final FakeSystemd fake = FakeSystemd.create();
    private final StringBuilder answers = new StringBuilder();

    @ParameterizedTest
    @ValueSource(strings = {"verbs", "dependencies"})
    void answersAsSystemdDid(String scenario) throws IOException {
        Iterator<String> expected = blocks(resource(scenario + ".252")).iterator();

        play(resource(scenario + ".scenario").lines().iterator());

        for (String actual : blocks(answers.toString())) {
            String wanted = expected.next();
            if (!wanted.endsWith("\n?")) {
                assertThat(actual).isEqualTo(wanted);
            }
        }
        assertThat(expected).isExhausted();
    }

    private void play(Iterator<String> lines) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("unit ")) {
                fake.user().write(line.substring("unit ".length()), textUpToDot(lines));
            } else if (line.startsWith("sleep ")) {
                double seconds = Double.parseDouble(line.substring("sleep ".length()));
                fake.advance(Duration.ofMillis(Math.round(seconds * 1000)));
            } else {
                run(line);
            }
        }
    }

    private static String textUpToDot(Iterator<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line = lines.next(); !line.equals("."); line = lines.next()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private void run(String line) {
        List<String> words = SettingWords.split(line);
        List<String> argv = new ArrayList<>();
        if (words.get(0).equals("J")) {
            argv.addAll(List.of("journalctl", "--user", "-o", "cat", "-q", "--user-unit=" + words.get(1)));
        } else {
            argv.addAll(SYSTEMCTL_USER);
            argv.addAll(words);
        }
        CommandResult result = fake.run(Command.of(argv));
        answers.append("$ ").append(line).append('\n').append(result.stdout());
        result.stderr()
                .lines()
                .filter(text -> !text.isEmpty())
                .forEach(text -> answers.append("E: ").append(text).append('\n'));
        answers.append("= ").append(result.exitCode()).append('\n');
    }

    private static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        for (String block : normal(text).split("(?m)^(?=\\$ )", -1)) {
            if (!block.isBlank()) {
                blocks.add(block.stripTrailing());
            }
        }
        return blocks;
    }

    private static String normal(String text) {
        return text.replace("/home/user/", "/HOME/")
                .replaceAll("process [0-9]+", "process N")
                .replaceAll("PID=[1-9][0-9]*", "PID=N");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = CapturedSystemdTest.class.getResourceAsStream("/testing/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
