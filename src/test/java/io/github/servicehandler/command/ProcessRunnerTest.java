package io.github.servicehandler.command;

import static io.github.servicehandler.command.Processes.awaitEndOf;
import static io.github.servicehandler.command.Processes.awaitPid;
import static io.github.servicehandler.command.Processes.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProcessRunnerTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final CommandRunner runner = CommandRunner.local();

    @TempDir
    Path directory;

    @Test
    void refusesArgumentsThatWouldArriveAsOthers() {
        assertThatThrownBy(() -> runner.run(Command.of("echo", "\ud800*")))
                .isInstanceOf(CommandStartException.class)
                .hasMessageStartingWith("an argument has half of a surrogate pair, which is not a character [echo ");
    }

    @Test
    void keepsBothOutputsApart() {
        CommandResult result = runner.run(sh("echo out; echo err >&2"));
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.took()).isPositive();
    }

    @Test
    void drainsBothPipesAtOnce() {
        CommandResult result = runner.run(
                sh("(head -c 1048576 /dev/zero | tr '\\0' e >&2) &" + " head -c 1048576 /dev/zero | tr '\\0' o; wait"));
        assertThat(result.stdout()).isEqualTo("o".repeat(MEGABYTE));
        assertThat(result.stderr()).isEqualTo("e".repeat(MEGABYTE));
    }

    @Test
    void givesNothingToReadByDefault() {
        assertThat(runner.run(Command.of("cat")).stdout()).isEmpty();
    }

    @Test
    void givesTheInputToReadAndThenTheEnd() {
        String input = "zwölf Boxkämpfer\n".repeat(MEGABYTE / 16);
        assertThat(runner.run(Command.of("cat").withInput(input)).stdout()).isEqualTo(input);
    }

    @Test
    void doesNotInsistThatTheInputIsRead() {
        assertThat(runner.run(Command.of("true").withInput("x".repeat(MEGABYTE)))
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, MEGABYTE})
    void storesTheInputInNoFile(int length) {
        assertThat(runner.run(sh("readlink /proc/self/fd/0; wc -c").withInput("x".repeat(length)))
                        .stdout())
                .matches("pipe:\\[\\d+]\n" + length + "\n");
    }

    @Test
    void aGrandchildThatHoldsTheUnreadInputDelaysNothing() {
        assertThat(runner.run(sh("sleep 5 <&0 >/dev/null 2>&1 &").withInput("x".repeat(MEGABYTE)))
                        .took())
                .isLessThan(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 7, 7", "exit 255, 255", "kill -KILL $$, 137", "kill -TERM $$, 143"})
    void reportsTheExitCodeAnd128PlusTheSignal(String script, int exitCode) {
        assertThat(runner.run(sh(script)).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void decodesWhatIsNotUtf8WithReplacements() {
        assertThat(runner.run(sh("printf 'a\\377b'")).stdout()).isEqualTo("a\uFFFDb");
    }

    @Test
    void passesArgumentsThatAreNotAscii() {
        Processes.assumeUtf8();
        assertThat(runner.run(Command.of("printf", "%s", "zwölf €")).stdout()).isEqualTo("zwölf €");
    }

    @Test
    void setsAPlainEnvironmentWhichTheCommandMayChange() {
        Command command = Command.of("printenv", "LC_ALL", "TZ", "SYSTEMD_COLORS", "MINE");
        assertThat(runner.run(command.withEnvironment("MINE", "yes").withEnvironment("TZ", "CET"))
                        .stdout())
                .isEqualTo("C.UTF-8\nCET\n0\nyes\n");
    }

    @Test
    void killsTheWholeTreeWhenTimeIsUp() {
        Path pid = directory.resolve("pid");
        Command command = forksAGrandchild(pid).withTimeout(Duration.ofSeconds(1));

        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> runner.run(command))
                .withMessageContaining("1000 ms")
                .withMessageContaining("/bin/sh")
                .satisfies(e -> assertThat(e.command()).isEqualTo(command));
        awaitEndOf(awaitPid(pid));
        awaitNoChildren();
    }

    @Test
    void killsTheWholeTreeWhenInterruptedAndRestoresTheFlag() throws InterruptedException {
        Path pid = directory.resolve("pid");
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            thrown.set(
                    catchThrowableOfType(CommandInterruptedException.class, () -> runner.run(forksAGrandchild(pid))));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        long grandchild = awaitPid(pid);

        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(CommandInterruptedException.class);
        assertThat(flag).isCompletedWithValue(true);
        awaitEndOf(grandchild);
        awaitNoChildren();
    }

    @Test
    void anInterruptFromBeforeCounts() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> runner.run(Command.of("sleep", "1000").withInput("unread")))
                    .isInstanceOf(CommandInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Command forksAGrandchild(Path pidFile) {
        return sh("sh -c 'sleep 1000 & echo $! >" + pidFile + "; wait; true'; true");
    }

    @Test
    void waitsForEverIfTold() {
        assertThat(runner.run(Command.of("true").withTimeout(Duration.ofSeconds(Long.MAX_VALUE)))
                        .succeeded())
                .isTrue();
    }

    @Test
    void keepsAsMuchOutputAsTheLimitAllows() {
        assertThat(CommandRunner.local(1000).run(sh("head -c 1000 /dev/zero")).stdout())
                .hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({"head -c 1001 /dev/zero", "head -c 1001 /dev/zero >&2", "yes"})
    void killsACommandThatWritesMore(String script) {
        assertThatExceptionOfType(OutputLimitException.class)
                .isThrownBy(() -> CommandRunner.local(1000).run(sh(script)))
                .withMessageContaining("more than the limit of 1000 bytes");
        awaitNoChildren();
    }

    @Test
    void doesNotWaitForAGrandchildThatKeepsThePipesOpen() {
        CommandResult result = runner.run(sh("sleep 1000 & echo $!").withTimeout(Duration.ofSeconds(10)));
        long grandchild = Long.parseLong(result.stdout().strip());
        assertThat(result.succeeded()).isTrue();
        assertThat(Processes.isRunning(grandchild)).isTrue();
        ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void doesNotWaitForAGrandchildThatGoesOnWriting() {
        Command command = sh("yes & echo $! >&2").withTimeout(Duration.ofSeconds(10));
        CommandResult result = runner.run(command);
        long grandchild = Long.parseLong(result.stderr().strip());
        assertThat(result.stdout()).matches("[y\n]*");
        // it ends because its pipe has no reader any more
        awaitEndOf(grandchild);
    }

    @Test
    void saysThatAProgramIsMissing() {
        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> runner.run(Command.of("no-such-program")))
                .withMessageContaining("no program \"no-such-program\" on the PATH")
                .satisfies(e -> assertThat(e.isProgramMissing()).isTrue());
    }

    @Test
    void saysThatAFileIsNotExecutable() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "text");
        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> runner.run(Command.of(file.toString())))
                .withMessageContaining("could not be started")
                .withMessageContaining("Permission denied")
                .satisfies(e -> assertThat(e.isProgramMissing()).isFalse());
    }

    @Test
    void saysThatTheCommandLineIsTooLong() {
        assertThatExceptionOfType(CommandStartException.class)
                .isThrownBy(() -> runner.run(Command.of("true", "x".repeat(200_000))))
                .withMessageContaining("longer than the system allows");
    }

    @Test
    void leavesNothingBehind() {
        for (int i = 0; i < 20; i++) {
            runOneOfEach();
        }
        long filesBefore = Processes.openFiles();
        long threadsBefore = ownThreads();

        for (int i = 0; i < 200; i++) {
            runOneOfEach();
        }

        awaitNoChildren();
        await().untilAsserted(() -> assertThat(Processes.openFiles()).isLessThanOrEqualTo(filesBefore));
        await().untilAsserted(() -> assertThat(ownThreads()).isLessThanOrEqualTo(threadsBefore));
    }

    private void runOneOfEach() {
        runner.run(Command.of("cat").withInput("text"));
        assertThatThrownBy(() -> runner.run(Command.of("no-such-program"))).isInstanceOf(CommandStartException.class);
    }

    /** Counts the threads, except the JDK's process reapers, which live on for a minute, and Awaitility's own. */
    private static long ownThreads() {
        return Processes.threads().stream()
                .filter(name -> !name.startsWith("process reaper") && !name.startsWith("awaitility"))
                .count();
    }

    private static void awaitNoChildren() {
        await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
    }
}
