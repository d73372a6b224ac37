package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.testing.FakeSystemd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

class JournalFollowThreadsTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final List<RunningCommand> started = new ArrayList<>();

    private final CommandRunner runner = new CommandRunner() {
        @Override
        public CommandResult run(Command command) {
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            RunningCommand running = spy(fake.start(command));
            started.add(running);
            return running;
        }
    };

    @Test
    void endsJournalctlIfNoThreadCanBeStarted() {
        fake.install("bot.service");
        JournalQuery journal =
                Systemd.of(ManagerAddress.user(), runner).service("bot").journal();
        try (MockedStatic<DaemonThreads> threads = mockStatic(DaemonThreads.class)) {
            threads.when(() -> DaemonThreads.start(any(), any()))
                    .thenThrow(new OutOfMemoryError("unable to create native thread"));
            assertThatThrownBy(() -> journal.follow(entry -> {})).isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(started).isNotEmpty().allSatisfy(running -> verify(running).close());
    }

    /** A virtual thread that waits for a process in a monitor would keep its carrier thread. */
    @Test
    void endsJournalctlOutsideOfMonitors() {
        fake.install("bot.service");
        JournalQuery journal =
                Systemd.of(ManagerAddress.user(), runner).service("bot").journal();
        AtomicBoolean held = new AtomicBoolean();
        JournalFollow follow = journal.follow(entry -> {});
        RunningCommand journalctl = started.get(started.size() - 1);
        doAnswer(closing -> {
                    held.compareAndSet(false, Thread.holdsLock(follow));
                    return closing.callRealMethod();
                })
                .when(journalctl)
                .close();

        follow.close();

        verify(journalctl, atLeastOnce()).close();
        assertThat(held).isFalse();
    }
}
