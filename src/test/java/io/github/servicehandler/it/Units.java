package io.github.servicehandler.it;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Installs the units of a test, under names that no other test and no user has, and removes every trace of them after it, whatever
 * came of it.
 *
 * <p>They go where packages put theirs, so that they can be masked as well as enabled.
 */
final class Units implements AfterEachCallback {

    /** A service that runs until it is told to end. */
    static final String SLEEPER = "ExecStart=/bin/sleep infinity";

    /** A service that is up and does not end when told to. */
    static final String STUBBORN = """
            Type=notify
            NotifyAccess=all
            ExecStart=/bin/sh -c 'trap "" TERM; systemd-notify --ready; while :; do sleep 60; done'
            """;

    private static final String PREFIX = "sh-it-" + ProcessHandle.current().pid() + "-";

    private final Systemd systemd;
    private final Systemctl systemctl;
    private final List<Path> directories;
    private final List<String> names = new ArrayList<>();

    private Units(Systemd systemd, Systemctl systemctl, List<Path> directories) {
        this.systemd = systemd;
        this.systemctl = systemctl;
        this.directories = directories;
    }

    static Units ofUser() {
        Path home = Path.of(System.getProperty("user.home"));
        Path data = variable("XDG_DATA_HOME").orElse(home.resolve(".local/share"));
        Path configuration = variable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        Path runtime = variable("XDG_RUNTIME_DIR").orElse(Path.of("/nonexistent"));
        return new Units(
                Systemd.user(),
                new Systemctl("--user"),
                Stream.of(data, configuration, runtime)
                        .map(directory -> directory.resolve("systemd/user"))
                        .toList());
    }

    static Units ofSystem() {
        return new Units(
                Systemd.system(),
                new Systemctl("--system"),
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

    Systemctl systemctl() {
        return systemctl;
    }

    /** Makes a name up, which is cleaned up after the test even if it came to be in other ways. */
    String name(String label) {
        String name = PREFIX + label + ".service";
        names.add(name);
        return name;
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
        systemctl.ask("daemon-reload");
        return systemd.service(name);
    }

    /** Installs a template. */
    void template(String label, String text) {
        write(label + "@", text);
        systemctl.ask("daemon-reload");
    }

    /** Installs a unit, and does not tell the manager. */
    String write(String label, String text) {
        String name = name(label);
        write(file(name), text);
        return name;
    }

    /** Writes a drop-in of a unit, and does not tell the manager. */
    void dropIn(ServiceHandler unit, String text) {
        write(directories.get(0).resolve(unit + ".d/test.conf"), text);
    }

    /** Gives a unit another name, and does not tell the manager. */
    void link(ServiceHandler unit, String alias) throws IOException {
        Files.createSymbolicLink(file(alias), Path.of(unit.toString()));
    }

    /** Returns where a unit's file is put. */
    Path file(Object name) {
        return directories.get(0).resolve(name.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        List<Object> all = new ArrayList<>(
                names.stream().filter(name -> !name.endsWith("@.service")).toList());
        if (!all.isEmpty()) {
            run(List.of("stop", "--no-block"), all);
            run(List.of("kill", "--signal=KILL"), all);
            run(List.of("stop"), all);
        }
        for (Path directory : directories) {
            removeTraces(directory);
        }
        systemctl.ask("daemon-reload");
        run(List.of("reset-failed"), all);
        names.clear();
    }

    private void run(List<Object> words, List<Object> units) {
        if (!units.isEmpty()) {
            systemctl.run(Stream.concat(words.stream(), units.stream()).toArray());
        }
    }

    /** Removes files, drop-ins, masks and the links that enabling makes. */
    private static void removeTraces(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> traces;
        try (Stream<Path> files = Files.walk(directory, 2)) {
            traces = files.filter(file -> directory.relativize(file).toString().contains(PREFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path trace : traces) {
            Files.delete(trace);
        }
    }
}
