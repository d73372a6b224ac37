package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.RequiresSystemManager;
import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of file commands that need root: on a disk that is full, and for another user. */
@RequiresSystemManager
class FileCommandsIT {

    private static final String OTHER_USER = "65533";
    private static final int MORE_THAN_THE_DISK_HAS = 200_000;

    private final CommandRunner local = CommandRunner.local();

    @TempDir
    Path directory;

    private Path unit = Path.of("");

    @BeforeEach
    void name() {
        unit = directory.resolve("bot.service");
    }

    private static FileCommands files(CommandRunner runner) {
        return new FileCommands(new ManagerClient(ManagerAddress.system(), runner, Command.DEFAULT_TIMEOUT));
    }

    private void run(String... argv) {
        assertThat(local.run(Command.of(argv)).stderr()).isEmpty();
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNoDraft() throws IOException {
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString());
        try {
            files(local).replace(unit.toString(), "old");
            local.run(Command.of("dd", "of=" + directory.resolve("fill"), "status=none")
                    .withInput("x".repeat(MORE_THAN_THE_DISK_HAS)));

            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> files(local).replace(unit.toString(), "new".repeat(5000)))
                    .withMessageContaining("No space left on device");

            assertThat(unit).hasContent("old");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unit)))
                    .isEqualTo("rw-r--r--");
            assertThat(directory).isDirectoryNotContaining("glob:**.draft");
        } finally {
            run("umount", directory.toString());
        }
    }

    /** Returns a runner whose commands belong to another user, to whom the pipe of their input does not belong. */
    private CommandRunner asOtherUser() {
        return command -> {
            List<String> argv = new ArrayList<>(List.of("setpriv", "--reuid", OTHER_USER, "--regid", OTHER_USER));
            argv.add("--clear-groups");
            argv.addAll(command.argv());
            return local.run(new Command(argv, command.timeout(), command.environment(), command.input()));
        };
    }

    @Test
    void aRunnerMayChangeTheUser() throws IOException {
        run("chmod", "711", directory.toString());
        Path home = Files.createDirectory(directory.resolve("home"));
        run("chown", OTHER_USER + ":" + OTHER_USER, home.toString());
        Path own = home.resolve("systemd/user/bot.service");

        files(asOtherUser()).replace(own.toString(), "text");

        assertThat(own).hasContent("text");
        assertThat(Files.getAttribute(own, "unix:uid")).hasToString(OTHER_USER);
    }

    @Test
    void anotherUserMayNotWriteToTheDirectoryOfRoot() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> files(asOtherUser()).replace("/etc/systemd/system/bot.service", "text"))
                .withMessageContaining("must be allowed to write to this directory");
    }
}
