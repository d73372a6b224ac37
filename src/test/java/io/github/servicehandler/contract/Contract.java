package io.github.servicehandler.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Is the base of all cases: runs them on every backend, and gives them short words for what they do and expect.
 *
 * <p>A case writes unit files with {@link #service} and {@link #unit}, gives orders with {@link #systemctl}, says what
 * it {@link #expect}s the unit to be, or {@link #await}s it.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.servicehandler.contract.Backends#all")
@ExtendWith(CaseCounter.class)
@Tag("contract")
abstract class Contract {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration BREATH = Duration.ofMillis(10);

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Backend backend;

    private Instant begin = Instant.EPOCH;
    private boolean unitFilesChanged;

    @BeforeEach
    final void prepare() {
        begin = backend.runner().time().instant();
        unitFilesChanged = true;
    }

    @AfterEach
    final void clear() {
        backend.clear();
    }

    final int version() {
        return backend.version();
    }

    /** Installs a service of which only the {@code [Service]} section matters. */
    final void service(String name, String... lines) {
        unit(name + ".service", "[Service]", lines);
    }

    /** Installs a unit; {@code lines} are its file's. */
    final void unit(String name, String first, String... lines) {
        write(name, Stream.concat(Stream.of(first), Stream.of(lines)).collect(joining("\n", "", "\n")));
    }

    /**
     * Makes the manager keep the unit in memory. One that is down, has not failed and that no other loaded unit names
     * is forgotten, with all that its last run left behind.
     */
    final void pin(String unit) {
        write("case-pin.target", "[Unit]\nAfter=" + unit + ".service\n");
        up("case-pin.target");
    }

    /** Installs a file, by its path below the manager's own directory. */
    final void write(String path, String text) {
        unitFilesChanged = true;
        backend.write(path(path), text);
    }

    final void link(String path, String target) {
        unitFilesChanged = true;
        backend.link(path(path), target);
    }

    final void delete(String path) {
        unitFilesChanged = true;
        backend.delete(path(path));
    }

    /** Returns the full path of a file in the manager's own directory. */
    final String path(String path) {
        return path.startsWith("/") ? path : backend.directory() + "/" + path;
    }

    /** Runs systemctl, after a daemon-reload if unit files have changed. */
    final Answer systemctl(String... arguments) {
        return run("systemctl", arguments);
    }

    /** Runs a command of systemd's, telling it of which manager we speak. */
    final Answer run(String program, String... arguments) {
        if (unitFilesChanged) {
            unitFilesChanged = false;
            run("systemctl", "daemon-reload").exits(0);
        }
        List<String> argv = new ArrayList<>(List.of(program, backend.isUser() ? "--user" : "--system"));
        if (program.equals("systemctl")) {
            argv.add("--no-ask-password");
        }
        argv.addAll(List.of(arguments));
        return new Answer(backend.runner().run(Command.of(argv)), String.join(" ", argv));
    }

    final Answer start(String... units) {
        return verb("start", units);
    }

    final Answer stop(String... units) {
        return verb("stop", units);
    }

    final Answer restart(String... units) {
        return verb("restart", units);
    }

    private Answer verb(String verb, String... units) {
        return systemctl(Stream.concat(Stream.of(verb), Stream.of(units)).toArray(String[]::new));
    }

    /** Starts a unit that has to come up without complaint. */
    final void up(String... units) {
        start(units).exits(0);
    }

    /** Returns all properties of a unit; of keys that repeat, the last. */
    final Map<String, String> show(String unit) {
        Map<String, String> properties = new LinkedHashMap<>();
        systemctl("show", unit).exits(0).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return properties;
    }

    final String show(String unit, String property) {
        return show(unit).getOrDefault(property, "(no " + property + ")");
    }

    /** Asserts on properties of a unit, each given as {@code Key=value}. */
    final void expect(String unit, String... properties) {
        Map<String, String> all = show(unit);
        assertThat(named(all, properties)).as(unit).containsExactly(properties);
    }

    /** Waits until the unit has the properties, each given as {@code Key=value}. */
    final void await(String unit, String... properties) {
        Instant deadline = now().plus(PATIENCE);
        List<String> last = named(show(unit), properties);
        while (!last.equals(List.of(properties))) {
            if (now().isAfter(deadline)) {
                fail("%s did not become %s but is %s", unit, List.of(properties), last);
            }
            breathe();
            last = named(show(unit), properties);
        }
    }

    private static List<String> named(Map<String, String> all, String... properties) {
        return Stream.of(properties)
                .map(property -> property.substring(0, property.indexOf('=')))
                .map(key -> key + "=" + all.getOrDefault(key, "(none)"))
                .toList();
    }

    /** Returns the journal's messages of this case that match, as journalctl is asked for them; oldest first. */
    final List<String> journal(String... matches) {
        List<String> arguments =
                new ArrayList<>(List.of("--no-pager", "--quiet", "--output=cat", "--since=" + sinceBegin()));
        arguments.addAll(List.of(matches));
        return run("journalctl", arguments.toArray(String[]::new)).exits(0).lines();
    }

    private String sinceBegin() {
        return "@%d.%06d".formatted(begin.getEpochSecond(), begin.getNano() / 1000);
    }

    /** Waits until a message of this case that matches the regular expression is in the journal. */
    final void awaitJournal(String regex, String... matches) {
        Instant deadline = now().plus(PATIENCE);
        List<String> last = journal(matches);
        while (last.stream().noneMatch(message -> message.matches(regex))) {
            if (now().isAfter(deadline)) {
                fail("no message %s among %s", regex, last);
            }
            breathe();
            last = journal(matches);
        }
    }

    /** Returns the journal field in which the manager names the unit that it speaks of. */
    final String unitField() {
        return backend.isUser() ? "USER_UNIT" : "UNIT";
    }

    /** Returns when this case began. */
    final Instant begin() {
        return begin;
    }

    final Instant now() {
        return backend.runner().time().instant();
    }

    final void breathe() {
        pass(BREATH);
    }

    /** Lets time pass: for what must not happen. */
    final void pass(Duration time) {
        try {
            backend.runner().time().sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
