package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.ManagerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the real programs on this machine's disk. */
class FileCommandsTest {

    @TempDir
    Path directory;

    private static FileCommands files(CommandRunner runner) {
        return new FileCommands(new ManagerClient(ManagerAddress.user(), runner, Command.DEFAULT_TIMEOUT));
    }

    private static FileCommands local() {
        return files(CommandRunner.local());
    }

    private static CommandRunner answering(CommandResult result) {
        return command -> result;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bot.service", "a\\x2db.service", "-bot.service", "my $home dir/new/*.service", ".hidden.service"
            })
    void writesAFileOfEachName(String name) throws IOException {
        Path path = directory.resolve(name);

        local().replace(path.toString(), "[Unit]\nDescription=\u00e4\uD83E\uDD16\n");

        assertThat(Files.readString(path)).isEqualTo("[Unit]\nDescription=\u00e4\uD83E\uDD16\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r--r--");
        assertThat(path.getParent()).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void theLongestNameIsPossible() {
        Path path = directory.resolve("x".repeat(247) + ".service");
        local().replace(path.toString(), "text\n");
        assertThat(path).hasContent("text\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 4097, 1_000_001})
    void replacesAFileOfAnotherLength(int length) throws IOException {
        Path path = Files.writeString(directory.resolve("bot.service"), "x".repeat(1000));

        local().replace(path.toString(), "y".repeat(length));

        assertThat(Files.readString(path)).isEqualTo("y".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "077"})
    void theUmaskDoesNotMatter(String umask) throws IOException {
        Path path = directory.resolve("bot.service");
        CommandRunner masked = command -> {
            List<String> argv = new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
            argv.addAll(command.argv());
            return CommandRunner.local()
                    .run(new Command(argv, command.timeout(), command.environment(), command.input()));
        };

        files(masked).replace(path.toString(), "text");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aLinkIsReplacedAndWhatItLeadsToStays() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "untouched");
        Path link = Files.createSymbolicLink(directory.resolve("linked.service"), target);
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling.service"), Path.of("/nonexistent/file"));

        local().replace(link.toString(), "new");
        local().replace(dangling.toString(), "new");

        assertThat(List.of(link, dangling))
                .allSatisfy(file -> assertThat(file)
                        .isRegularFile()
                        .satisfies(
                                each -> assertThat(Files.isSymbolicLink(each)).isFalse())
                        .hasContent("new"));
        assertThat(target).hasContent("untouched");
    }

    @Test
    void aDirectoryOfThatNameIsAnErrorAndNoDraftStays() throws IOException {
        Files.createDirectory(directory.resolve("bot.service"));

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(
                        () -> local().replace(directory.resolve("bot.service").toString(), "text"))
                .withMessageStartingWith("mv failed with exit code 1: mv: cannot overwrite directory ");

        assertThat(names()).containsExactly("bot.service");
    }

    @Test
    void draftsOfKilledProgramsAreRemoved() throws IOException {
        for (String name : List.of(".servicehandler-7.draft", ".servicehandler-8.draft.bak", "old.service")) {
            Path old = Files.createFile(directory.resolve(name));
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        }
        Files.createFile(directory.resolve(".servicehandler-9.draft"));

        local().replace(directory.resolve("bot.service").toString(), "text");

        assertThat(names())
                .containsExactly(
                        ".servicehandler-8.draft.bak", ".servicehandler-9.draft", "bot.service", "old.service");
    }

    @ParameterizedTest
    @CsvSource({"install, cannot create regular file", "rm, cannot remove", "dd, failed to open"})
    void aMissingPermissionIsNotBlamedOnAManager(String program, String complaint) {
        String stderr = program + ": " + complaint + " '/etc/systemd/system/bot.service': Permission denied\n";

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(
                        () -> files(answering(CommandResult.failed(1, stderr))).remove("/etc/bot.service"))
                .withMessageStartingWith("not permitted (" + stderr.strip()
                        + "): the user who runs the commands must be allowed to write to this directory")
                .withMessageNotContaining("manager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host is down", "Transport endpoint is not connected", "No space left on device"})
    void anErrorOfTheDiskIsNotOneOfTheManager(String reason) {
        CommandResult result = CommandResult.failed(5, "rm: cannot remove 'bot.service': " + reason + "\n");

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> files(answering(result)).remove("/bot.service"))
                .withMessageStartingWith("rm failed with exit code 5: rm: cannot remove 'bot.service': " + reason);
    }

    @Test
    void aMissingProgramDoesNotMeanThatThereIsNoSystemd() {
        CommandRunner without = command -> {
            throw new CommandStartException("there is no program \"rm\"", command, true, null);
        };

        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> files(without).remove("/bot.service"))
                .withMessageStartingWith("there is no program \"rm\"");
    }
}
