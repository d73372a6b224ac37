package io.github.servicehandler.command;

import static io.github.servicehandler.command.Processes.awaitEndOf;
import static io.github.servicehandler.command.Processes.awaitPid;
import static io.github.servicehandler.command.Processes.sh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mockStatic;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

@Timeout(30)
class RunningCommandTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final CommandRunner runner = CommandRunner.local();

    @TempDir
    Path directory;

    @Test
    void isTalkedToThroughItsStreams() throws IOException {
        try (RunningCommand cat = runner.start(Command.of("cat"));
                BufferedReader answers = new BufferedReader(new InputStreamReader(cat.stdout(), UTF_8))) {
            for (String word : new String[] {"ping", "zwölf", ""}) {
                cat.stdin().write((word + "\n").getBytes(UTF_8));
                cat.stdin().flush();
                assertThat(answers.readLine()).isEqualTo(word);
            }
        }
    }

    @Test
    void endsWhenItHasReadAll() throws Exception {
        try (RunningCommand cat = runner.start(Command.of("cat"))) {
            assertThat(cat.exitCode()).isEmpty();
            assertThat(cat.command()).isEqualTo(Command.of("cat"));
            cat.stdin().close();
            assertThat(cat.await(LONG)).hasValue(0);
            assertThat(cat.exitCode()).hasValue(0);
        }
    }

    @Test
    void leavesNothingBehindIfNoThreadCanBeStarted() {
        long filesBefore = Processes.openFiles();
        Command sleep = Command.of("sleep", "1000");
        Command withMuchInput = sleep.withInput("x".repeat(5000));
        try (MockedStatic<DaemonThreads> threads = mockStatic(DaemonThreads.class)) {
            threads.when(() -> DaemonThreads.start(any(), any()))
                    .thenThrow(new OutOfMemoryError("unable to create native thread"));
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> runner.start(sleep)).isInstanceOf(OutOfMemoryError.class);
                assertThatThrownBy(() -> runner.run(withMuchInput)).isInstanceOf(OutOfMemoryError.class);
            }
        }
        await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
        await().untilAsserted(() -> assertThat(Processes.openFiles()).isLessThan(filesBefore + 5));
    }

    @Test
    void outlivesTheTimeoutOfItsCommand() throws Exception {
        Command command = Command.of("sleep", "1000").withTimeout(Duration.ofNanos(1));
        try (RunningCommand running = runner.start(command)) {
            assertThat(running.await(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void isWaitedForAsLongAsOneLikes() throws Exception {
        try (RunningCommand running = runner.start(sh("exit 3"))) {
            assertThat(running.await(Duration.ofSeconds(Long.MAX_VALUE))).hasValue(3);
        }
    }

    @Test
    void complainsAsMuchAsItLikes() throws Exception {
        try (RunningCommand running = runner.start(sh("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo end >&2"))) {
            assertThat(running.await(LONG)).hasValue(0);
            await().untilAsserted(() -> assertThat(running.stderrTail()).endsWith("xend\n"));
            assertThat(running.stderrTail()).hasSize(8 * 1024);
        }
    }

    @Test
    void isKilledWithAllThatItStartedWhenClosed() {
        Path pid = directory.resolve("pid");
        RunningCommand running = runner.start(sh("sh -c 'sleep 1000 & echo $! >" + pid + "; wait; true'; true"));
        long grandchild = awaitPid(pid);

        running.close();
        running.close();

        awaitEndOf(grandchild);
        await().untilAsserted(() -> assertThat(running.exitCode()).hasValue(137));
    }

    @Test
    void leavesNothingBehindWhenClosed() throws IOException {
        runner.start(Command.of("cat")).close();
        awaitNoReader();
        long files = Processes.openFiles();

        for (int i = 0; i < 50; i++) {
            try (RunningCommand running = runner.start(Command.of("cat"))) {
                running.stdin().write('x');
            }
        }

        awaitNoReader();
        await().untilAsserted(() -> assertThat(Processes.openFiles()).isLessThanOrEqualTo(files));
    }

    private static void awaitNoReader() {
        await().until(() -> Processes.threads().stream().noneMatch("servicehandler-stderr-cat"::equals));
    }

    @Test
    void isNotStartedWhenThereIsNoSuchProgram() {
        assertThatThrownBy(() -> runner.start(Command.of("no-such-program"))).isInstanceOf(CommandStartException.class);
    }
}
