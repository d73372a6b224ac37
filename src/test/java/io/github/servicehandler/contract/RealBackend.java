package io.github.servicehandler.contract;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The systemd of this machine: the system's manager if the tests run as root, or else the user's. */
final class RealBackend implements Backend {

    private static final Pattern VERSION = Pattern.compile("Version=(\\d+)");
    private static final String OWN_UNITS = "case*";
    private static final int MAX_ROUNDS = 5;

    private final boolean user;
    private final int version;
    private final Path directory;
    private final Path runtimeDirectory;

    private RealBackend(boolean user, int version, Path directory, Path runtimeDirectory) {
        this.user = user;
        this.version = version;
        this.directory = directory;
        this.runtimeDirectory = runtimeDirectory;
    }

    /** Returns the manager of this machine, or empty if none answers. */
    static Optional<Backend> ofThisMachine() {
        boolean user = !"root".equals(System.getProperty("user.name"));
        Optional<Backend> backend = version(user ? "--user" : "--system").map(version -> create(user, version));
        if (backend.isEmpty() && Boolean.parseBoolean(System.getenv("SERVICEHANDLER_REQUIRE_SYSTEMD"))) {
            throw new IllegalStateException("SERVICEHANDLER_REQUIRE_SYSTEMD is set, but no manager answers");
        }
        return backend;
    }

    private static Optional<Integer> version(String scope) {
        try {
            CommandResult answer =
                    CommandRunner.local().run(Command.of("systemctl", scope, "show", "--property=Version"));
            Matcher matcher = VERSION.matcher(answer.stdout());
            return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
        } catch (CommandException e) {
            return Optional.empty();
        }
    }

    private static Backend create(boolean user, int version) {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return user && runtime != null
                ? new RealBackend(
                        true,
                        version,
                        Path.of(System.getProperty("user.home"), ".config/systemd/user"),
                        Path.of(runtime, "systemd/user"))
                : new RealBackend(false, version, Path.of("/etc/systemd/system"), Path.of("/run/systemd/system"));
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean isUser() {
        return user;
    }

    @Override
    public CommandRunner runner() {
        return CommandRunner.local();
    }

    @Override
    public String directory() {
        return directory.toString();
    }

    @Override
    public String runtimeDirectory() {
        return runtimeDirectory.toString();
    }

    @Override
    public void write(String path, String text) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.writeString(Path.of(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void link(String path, String target) {
        try {
            Files.createDirectories(Path.of(path).getParent());
            Files.createSymbolicLink(Path.of(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clear() {
        boolean busy = !systemctl("list-units", "--all", "--plain", "--no-legend", OWN_UNITS)
                .isBlank();
        for (int round = 0; round < MAX_ROUNDS && busy; round++) {
            systemctl("kill", "--signal=KILL", OWN_UNITS + ".service");
            systemctl("stop", OWN_UNITS);
            systemctl("reset-failed", OWN_UNITS);
            // a stop may release a start that waited for it, or trigger other units by a failure
            busy = !systemctl("list-units", "--plain", "--no-legend", OWN_UNITS).isBlank();
        }
        remove(directory);
        remove(runtimeDirectory);
    }

    private String systemctl(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("systemctl", user ? "--user" : "--system"));
        argv.addAll(List.of(arguments));
        return runner().run(Command.of(argv)).stdout();
    }

    /** Removes the files of the cases and the links to them. */
    private static void remove(Path directory) {
        try (Stream<Path> all = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
            all.filter(path -> isOwn(directory.relativize(path)))
                    .sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwn(Path relative) {
        return relative.toString().startsWith("case")
                || relative.getFileName().toString().startsWith("case");
    }

    @Override
    public String toString() {
        return (user ? "user-" : "system-") + version;
    }
}
