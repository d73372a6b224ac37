package io.github.servicehandler.it;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The units of one test, under names that no other test and no user has. They are removed without a trace after the
 * test, even if it fails.
 *
 * <p>Their files are in the directory that packages use, so that they can be masked as well as enabled.
 */
final class TestUnits implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    /** A service that runs until it gets SIGTERM. */
    static final String SLEEPER = "ExecStart=/bin/sleep infinity";

    /** A service that is up and ignores SIGTERM. */
    static final String STUBBORN = """
            Type=notify
            NotifyAccess=all
            ExecStart=/bin/sh -c 'trap "" TERM; systemd-notify --ready; while :; do sleep 60; done'
            """;

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Systemd systemd;
    private final PlainSystemctl systemctl;
    private final List<Path> directories;
    private String prefix = "";

    private TestUnits(Systemd systemd, PlainSystemctl systemctl, List<Path> directories) {
        this.systemd = systemd;
        this.systemctl = systemctl;
        this.directories = directories;
    }

    static TestUnits ofUser() {
        Path home = Path.of(System.getProperty("user.home"));
        Path data = variable("XDG_DATA_HOME").orElse(home.resolve(".local/share"));
        Path configuration = variable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        Path runtime = variable("XDG_RUNTIME_DIR").orElse(Path.of("/nonexistent"));
        return new TestUnits(
                Systemd.user(),
                new PlainSystemctl("--user"),
                Stream.of(data, configuration, runtime)
                        .map(directory -> directory.resolve("systemd/user"))
                        .toList());
    }

    static TestUnits ofSystem() {
        return new TestUnits(
                Systemd.system(),
                new PlainSystemctl("--system"),
                List.of(
                        Path.of("/usr/local/lib/systemd/system"),
                        Path.of("/etc/systemd/system"),
                        Path.of("/run/systemd/system")));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).map(Path::of);
    }

    Systemd systemd() {
        return systemd;
    }

    PlainSystemctl systemctl() {
        return systemctl;
    }

    /** Returns a name that no other test uses. */
    String name(String label) {
        return prefix + label + ".service";
    }

    /** Returns a handler for a name that may not exist. */
    ServiceHandler handler(String label) {
        return systemd.service(name(label));
    }

    /** Installs a service, given the lines of its {@code [Service]} section. */
    ServiceHandler service(String label, String... lines) {
        return install(label, "[Service]\n" + String.join("\n", lines) + "\n");
    }

    /** Installs a unit. */
    ServiceHandler install(String label, String text) {
        String name = write(label, text);
        systemctl.runChecked("daemon-reload");
        return systemd.service(name);
    }

    /** Installs a template. */
    void template(String label, String text) {
        write(label + "@", text);
        systemctl.runChecked("daemon-reload");
    }

    /** Installs a unit without a daemon-reload. */
    String write(String label, String text) {
        String name = name(label);
        write(file(name), text);
        return name;
    }

    /** Writes a drop-in of a unit without a daemon-reload. */
    void dropIn(ServiceHandler unit, String text) {
        write(directories.get(0).resolve(unit + ".d/test.conf"), text);
    }

    /** Gives a unit another name without a daemon-reload. */
    void link(ServiceHandler unit, String alias) throws IOException {
        Files.createSymbolicLink(file(alias), Path.of(unit.toString()));
    }

    /** Returns the path of a unit's file. */
    Path file(Object name) {
        return directories.get(0).resolve(name.toString());
    }

    /** Returns the path that the user's own file of this name would have. */
    Path configurationFile(Object name) {
        return directories.get(1).resolve(name.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        prefix = "sh-it-" + ProcessHandle.current().pid() + "-" + TESTS.incrementAndGet() + "-";
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        String all = prefix + "*";
        systemctl.run("stop", "--no-block", all);
        systemctl.run("kill", "--signal=KILL", all);
        for (Path directory : directories) {
            removeTraces(directory);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String all = "sh-it-" + ProcessHandle.current().pid() + "-*";
        systemctl.runChecked("stop", all);
        systemctl.runChecked("daemon-reload");
        systemctl.runChecked("reset-failed", all);
    }

    /** Removes files, drop-ins, masks and the links that enabling makes. */
    private void removeTraces(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> traces;
        try (Stream<Path> files = Files.walk(directory, 2)) {
            traces = files.filter(file -> directory.relativize(file).toString().contains(prefix))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path trace : traces) {
            Files.delete(trace);
        }
    }
}
