package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are those of JDK 17 and JDK 25, as seen on Linux. */
class StartFailureTest {

    private static final String PATH = System.getenv("PATH");
    private static final ProgramSearch NOWHERE = new ProgramSearch(Optional.empty(), List.of());

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=2, No such file or directory",
                "error=13, Permission denied",
                "error=20, Not a directory",
                "error=40, Too many levels of symbolic links",
                "Exec failed, error: 2 (No such file or directory) ",
                "Exec failed, error: 13 (Permission denied) ",
            })
    void aProgramThatIsNowhereIsMissingWhateverTheErrorIs(String systemMessage) {
        StartFailure failure = StartFailure.of("systemctl", systemMessage, NOWHERE);
        assertThat(failure.programMissing()).isTrue();
        assertThat(failure.message())
                .isEqualTo("there is no program \"systemctl\" on the PATH: install it, or give its full path");
    }

    @Test
    void namesTheDirectoriesIntoWhichTheUserMayNotLook() {
        StartFailure failure = StartFailure.of(
                "systemctl",
                "error=13, Permission denied",
                new ProgramSearch(Optional.empty(), List.of("/root/bin", "/home/a/bin")));
        assertThat(failure.programMissing()).isTrue();
        assertThat(failure.message())
                .isEqualTo("there is no program \"systemctl\" on the PATH: install it, or give its full path;"
                        + " this user may not look into /root/bin, /home/a/bin, which is on the PATH");
    }

    @Test
    void aFileThatMayNotBeExecutedIsNotMissing() throws IOException {
        Path plain = Files.createFile(directory.resolve("plain"));
        StartFailure failure = StartFailure.of(
                "plain", "error=13, Permission denied", ProgramSearch.of("plain", PATH + ":" + directory));
        assertThat(failure.programMissing()).isFalse();
        assertThat(failure.message())
                .isEqualTo("the program \"plain\" could not be started: Permission denied: " + plain
                        + " is not executable");
    }

    @Test
    void aScriptWithoutItsInterpreterIsNotMissing() throws IOException {
        Path script = executable("script");
        StartFailure failure = StartFailure.of(
                "script", "error=2, No such file or directory", ProgramSearch.of("script", directory.toString()));
        assertThat(failure.programMissing()).isFalse();
        assertThat(failure.message())
                .isEqualTo("the program \"script\" could not be started: " + script + " exists, but its interpreter or"
                        + " the loader of its libraries may be missing (error=2, No such file or directory)");
    }

    @Test
    void aPathWithoutAFileIsMissing() {
        String program = directory.resolve("none").toString();
        StartFailure failure =
                StartFailure.of(program, "error=2, No such file or directory", ProgramSearch.of(program, PATH));
        assertThat(failure.programMissing()).isTrue();
        assertThat(failure.message())
                .isEqualTo("there is no program \"" + program + "\": install it, or correct its path");
    }

    @Test
    void aDirectoryIsNoProgram() {
        String program = directory.toString();
        StartFailure failure = StartFailure.of(program, "error=13, Permission denied", ProgramSearch.of(program, PATH));
        assertThat(failure.programMissing()).isFalse();
        assertThat(failure.message())
                .isEqualTo("the program \"" + program + "\" could not be started: error=13, Permission denied");
    }

    @Test
    void theJdkMayHaveGoneRatherThanTheProgram() throws IOException {
        executable("there");
        StartFailure failure = StartFailure.of(
                "there",
                "posix_spawn failed, error: 2 (No such file or directory) \nPossible reasons:\n  - Spawn helper ran",
                ProgramSearch.of("there", directory.toString()));
        assertThat(failure.programMissing()).isFalse();
        assertThat(failure.message())
                .isEqualTo("the JDK was replaced while this JVM was running (posix_spawn failed, error: 2 (No such file"
                        + " or directory)): restart the JVM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=24, Too many open files",
                "/dev/null (Too many open files)",
                "Bad file descriptor, error: 24 (Too many open files) \n  - Spawn helper ran into JDK version mismatch",
            })
    void saysThatTooManyFilesAreOpen(String systemMessage) {
        StartFailure failure = StartFailure.of("true", systemMessage, NOWHERE);
        assertThat(failure.programMissing()).isFalse();
        assertThat(failure.message())
                .isEqualTo("this process has too many open files: close some, or raise the limit (LimitNOFILE= of its"
                        + " service, or ulimit -n)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=0, Failed to exec spawn helper: pid: 7, exit value: 1",
                "Failed to exec spawn helper: pid: 7, exit code: 1, error: 0 (none) "
            })
    void saysThatTheJdkWasReplaced(String systemMessage) {
        assertThat(StartFailure.of("true", systemMessage, NOWHERE).message())
                .isEqualTo("the JDK was replaced while this JVM was running (" + systemMessage.strip()
                        + "): restart the JVM");
    }

    @Test
    void saysThatTheSystemHasNoProcessLeft() {
        assertThat(StartFailure.of("true", "error=11, Resource temporarily unavailable", NOWHERE)
                        .message())
                .startsWith("the system has no process or no memory left for the program \"true\":");
    }

    @Test
    void findsTheFirstFileThatMayBeExecuted() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Files.createFile(first.resolve("program"));
        Path second = executable("program");
        assertThat(ProgramSearch.of("program", first + ":" + directory).file()).contains(second);
        assertThat(ProgramSearch.of("program", first.toString()).file()).contains(first.resolve("program"));
    }

    @Test
    void passesOverEverythingElseOnThePath() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
        Files.createDirectory(directory.resolve("program"));
        ProgramSearch search =
                ProgramSearch.of("program", file + ":" + loop + "::/no/such/directory:" + directory + ":");
        assertThat(search).isEqualTo(NOWHERE);
    }

    @Test
    void reportsTheDirectoriesThatMayNotBeEntered() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(closed.toFile().canExecute()).as("not root").isFalse();
            assertThat(ProgramSearch.of("program", closed + ":/usr/bin"))
                    .isEqualTo(new ProgramSearch(Optional.empty(), List.of(closed.toString())));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aMissingProgramIsMissingAlsoWithAFileAtTheEndOfThePath() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(new OtherJvm(Map.of("PATH", PATH + ":" + file)).run("no-such-program"))
                .startsWith("there is no program \"no-such-program\" on the PATH: install it, or give its full path")
                .endsWith(" [no-such-program]");
    }

    private Path executable(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
