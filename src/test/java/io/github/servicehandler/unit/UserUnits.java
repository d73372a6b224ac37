package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Unit files of the real user manager, deleted when a test ends. */
final class UserUnits implements AutoCloseable {

    private final Path directory;
    private final List<Path> files = new ArrayList<>();

    UserUnits() throws IOException {
        Path runtime = Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user/" + uid()));
        this.directory = Files.createDirectories(runtime.resolve("systemd/user"));
    }

    private static Object uid() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** Writes the text of a unit byte for byte. The manager reads it at the next {@link #reload()}. */
    void add(String name, byte[] text) throws IOException {
        Path file = directory.resolve(name);
        files.add(file);
        Files.write(file, text);
    }

    void add(String name, UnitFile unit) throws IOException {
        Path file = directory.resolve(name);
        files.add(file);
        unit.write(file);
    }

    void reload() {
        assertThat(systemctl("daemon-reload").exitCode()).isZero();
    }

    CommandResult systemctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
        command.addAll(List.of(arguments));
        return CommandRunner.local().run(Command.of(command));
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        systemctl("daemon-reload");
    }
}
