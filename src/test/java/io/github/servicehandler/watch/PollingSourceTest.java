package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PollingSourceTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final SourceListener listener = mock();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), new Runner());
    private final PollingSource source = new PollingSource(systemd, listener, Runnable::run);
    private boolean broken;
    private Runnable whileAsked = () -> {};

    /** A custom runner, which may throw anything. */
    private final class Runner implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            whileAsked.run();
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return fake.run(command);
        }

        @Override
        public TimeSource time() {
            return fake.time();
        }
    }

    @Test
    void aRunnerThatThrowsAnythingEndsTheContact() {
        source.open(new ManagerWait(systemd));
        fake.advance(Duration.ofSeconds(3));
        verify(listener, never()).lost(any(), any());

        broken = true;
        fake.advance(Duration.ofSeconds(3));

        verify(listener).lost(eq(source), contains("broken"));
    }

    @Test
    void aRunnerThatThrowsAnythingFailsWhatIsAskedFor() {
        broken = true;

        assertThat(source.follow(List.of(UnitName.of("bot")))).isCompletedExceptionally();
        assertThat(source.discover(List.of("bot*"))).isCompletedExceptionally();
        assertThat(source.sync()).isCompletedExceptionally();
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void closingWaitsForNoCommandThatHangs() throws InterruptedException {
        UnitName bot = UnitName.of("bot");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        whileAsked = () -> {
            asked.countDown();
            await().until(() -> closed.getCount() == 0);
        };
        CompletableFuture<Void> following =
                CompletableFuture.runAsync(() -> source.follow(List.of(bot)).join());
        asked.await();

        source.forget(bot);
        source.close();
        closed.countDown();

        assertThat(following).succeedsWithin(Duration.ofSeconds(10));
        verify(listener, never()).observed(any(), any());
    }

    @Test
    void aTickListsUnitsOnceAlsoWhenItLooksForFiles() {
        source.open(new ManagerWait(systemd));
        assertThat(source.discover(List.of("bot*"))).isCompleted();
        int before = fake.commands().size();

        fake.advance(Duration.ofSeconds(12));

        List<List<String>> ticks =
                fake.commands().stream().skip(before).map(Command::argv).toList();
        assertThat(ticks).filteredOn(argv -> argv.contains("list-unit-files")).hasSize(1);
        assertThat(ticks).filteredOn(argv -> argv.contains("list-units")).noneMatch(argv -> argv.contains("bot*"));
    }
}
