package io.github.servicehandler.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.Systemd;
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
 * The base class of all cases, which runs them on every backend and provides short methods for actions and
 * expectations.
 *
 * <p>A case writes unit files with {@link #service} and {@link #unit}, runs commands with {@link #systemctl}, and
 * checks properties of units with {@link #expect} or {@link #await}.
 */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("io.github.servicehandler.contract.Backends#all")
@ExtendWith(CaseCounter.class)
@Tag("contract")
abstract class Contract {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    @Parameter
    @SuppressWarnings("NullAway.Init")
    Backend backend;

    private Instant startTime = Instant.EPOCH;
    private boolean unitFilesChanged;

    @BeforeEach
    final void prepare() {
        startTime = backend.runner().time().instant();
        unitFilesChanged = true;
    }

    @AfterEach
    final void clear() {
        backend.clear();
    }

    /** Returns the manager through the library. A subclass that repeats cases may choose another way to the manager. */
    Systemd systemd() {
        return Systemd.of(backend.address(), backend.runner());
    }

    final int version() {
        return backend.version();
    }

    /** Installs a service whose file consists of a {@code [Service]} section. */
    final void service(String name, String... lines) {
        unit(name + ".service", "[Service]", lines);
    }

    /** Installs a unit whose file consists of the given lines. */
    final void unit(String name, String first, String... lines) {
        write(name, Stream.concat(Stream.of(first), Stream.of(lines)).collect(joining("\n", "", "\n")));
    }

    /**
     * Makes the manager keep a unit in memory. Otherwise the manager unloads an inactive unit to which no other loaded
     * unit refers, together with the results of its last run.
     */
    final void pin(String unit) {
        write("case-pin.target", "[Unit]\nAfter=" + unit + ".service\n");
        up("case-pin.target");
    }

    /** Writes a file, by its path below {@link Backend#directory()}. */
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

    /** Returns the absolute path of a file below {@link Backend#directory()}. */
    final String path(String path) {
        return path.startsWith("/") ? path : backend.directory() + "/" + path;
    }

    /** Runs systemctl for this manager, after a daemon-reload if unit files have changed. */
    final Answer systemctl(String... arguments) {
        return run("systemctl", arguments);
    }

    /** Runs systemctl with a text on its standard input. */
    final Answer systemctlReading(String input, String... arguments) {
        return run(command("systemctl", arguments).withInput(input));
    }

    /** Runs one of systemd's commands for this manager, after a daemon-reload if unit files have changed. */
    final Answer run(String program, String... arguments) {
        return run(command(program, arguments));
    }

    private Answer run(Command command) {
        if (unitFilesChanged) {
            unitFilesChanged = false;
            run("systemctl", "daemon-reload").exits(0);
        }
        return new Answer(backend.runner().run(command), String.join(" ", command.argv()));
    }

    private Command command(String program, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program, backend.isUser() ? "--user" : "--system"));
        if (program.equals("systemctl")) {
            argv.add("--no-ask-password");
        }
        argv.addAll(List.of(arguments));
        return Command.of(argv);
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

    /** Starts units and asserts that the command succeeds. */
    final void up(String... units) {
        start(units).exits(0);
    }

    /** Returns all properties of a unit; the last value of a repeated key counts. */
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

    /** Asserts that a unit has the properties, each given as {@code Key=value}. */
    final void expect(String unit, String... properties) {
        Map<String, String> all = show(unit);
        assertThat(select(all, properties)).as(unit).containsExactly(properties);
    }

    /** Waits until a unit has the properties, each given as {@code Key=value}. */
    final void await(String unit, String... properties) {
        Instant deadline = now().plus(TIMEOUT);
        List<String> last = select(show(unit), properties);
        while (!last.equals(List.of(properties))) {
            if (now().isAfter(deadline)) {
                fail("%s did not become %s but is %s", unit, List.of(properties), last);
            }
            pauseBetweenPolls();
            last = select(show(unit), properties);
        }
    }

    private static List<String> select(Map<String, String> all, String... properties) {
        return Stream.of(properties)
                .map(property -> property.substring(0, property.indexOf('=')))
                .map(key -> key + "=" + all.getOrDefault(key, "(none)"))
                .toList();
    }

    /**
     * Returns the messages in the journal since the start of this case, the oldest first.
     *
     * @param matches further arguments of journalctl
     */
    final List<String> journal(String... matches) {
        List<String> arguments =
                new ArrayList<>(List.of("--no-pager", "--quiet", "--output=cat", "--since=" + sinceStart()));
        arguments.addAll(List.of(matches));
        return run("journalctl", arguments.toArray(String[]::new)).exits(0).lines();
    }

    private String sinceStart() {
        return "@%d.%06d".formatted(startTime.getEpochSecond(), startTime.getNano() / 1000);
    }

    /**
     * Waits until a message that matches the regular expression has been written to the journal since the start of this
     * case.
     */
    final void awaitJournal(String regex, String... matches) {
        Instant deadline = now().plus(TIMEOUT);
        List<String> last = journal(matches);
        while (last.stream().noneMatch(message -> message.matches(regex))) {
            if (now().isAfter(deadline)) {
                fail("no message %s among %s", regex, last);
            }
            pauseBetweenPolls();
            last = journal(matches);
        }
    }

    /** Returns the journal field in which the manager's messages name their unit. */
    final String unitField() {
        return backend.isUser() ? "USER_UNIT" : "UNIT";
    }

    /** Returns the start time of this case. */
    final Instant startTime() {
        return startTime;
    }

    final Instant now() {
        return backend.runner().time().instant();
    }

    final void pauseBetweenPolls() {
        sleep(POLL_INTERVAL);
    }

    /** Waits for a time, virtual or real. */
    final void sleep(Duration time) {
        try {
            backend.runner().time().sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
