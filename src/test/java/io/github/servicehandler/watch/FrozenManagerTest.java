package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of watches of a manager that accepts connections but answers nothing, or that has just gone. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenManagerTest {

    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration ALMOST_SHORT = Duration.ofSeconds(3);

    private final FakeSystemd fake = FakeSystemd.create();
    private final FreezableRunner runner = new FreezableRunner(fake);
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final ServiceHandler bot = systemd.service("bot");

    @BeforeEach
    void install() {
        fake.install("bot");
    }

    @Test
    void openingTakesNoLongerThanTheTimeoutOfTheCaller() {
        runner.freeze();

        assertThatOpeningFailsInTime(systemd.withTimeout(SHORT));
    }

    @Test
    void openingTakesNoLongerThanTheTimeoutOfTheCallerWhileAWatchIsOpen() {
        try (Watch open = Watch.of(bot)) {
            runner.freeze();

            assertThatOpeningFailsInTime(systemd.withTimeout(SHORT));
            assertThat(open.status(bot).state()).isEqualTo(ServiceState.STOPPED);
        }
    }

    @Test
    void openingTakesNoLongerThanTheTimeoutOfTheCallerWhileAnotherCallerWaits() {
        runner.freeze();
        CompletableFuture<Throwable> other = new CompletableFuture<>();
        Thread opening = DaemonThreads.start("test-opening", () -> open(systemd, other));
        await().until(() -> opening.getState() == Thread.State.TIMED_WAITING);

        assertThatOpeningFailsInTime(systemd.withTimeout(SHORT));

        assertThat(other).isNotDone();
        opening.interrupt();
    }

    private void assertThatOpeningFailsInTime(Systemd impatient) {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> Watch.of(impatient.service("other")))
                .isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("the user manager did not answer within 600 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, ALMOST_SHORT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptEndsTheOpeningAtOnce(boolean isBehindAnother) throws InterruptedException {
        runner.freeze();
        Thread other = DaemonThreads.unstarted("test-other", () -> open(systemd, new CompletableFuture<>()));
        if (isBehindAnother) {
            other.start();
            await().until(() -> other.getState() == Thread.State.TIMED_WAITING);
        }
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread opening = DaemonThreads.start("test-opening", () -> open(systemd, failure));
        await().until(() -> opening.getState() == Thread.State.TIMED_WAITING);

        opening.interrupt();

        assertThat(failure)
                .succeedsWithin(Duration.ofSeconds(5))
                .isInstanceOf(CommandInterruptedException.class)
                .extracting(Throwable::getSuppressed)
                .as("the interrupt flag")
                .isEqualTo(new Throwable[0]);
        other.interrupt();
        opening.join(TimeUnit.SECONDS.toMillis(10));
    }

    /** Opens a watch, and completes a future with the failure. */
    private static void open(Systemd manager, CompletableFuture<Throwable> failure) {
        try {
            Watch.of(manager.service("other")).close();
            failure.complete(new AssertionError("the manager has answered"));
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                e.addSuppressed(new AssertionError("the interrupt flag is not set"));
            }
            failure.complete(e);
        }
    }

    @Test
    void contactIsLostUntilTheManagerGoesOn() throws IOException {
        List<String> events = new CopyOnWriteArrayList<>();
        try (Watch watch = Watch.of(bot).onEvent(event -> events.add(event.toString()))) {
            runner.freeze();
            await().atMost(Duration.ofSeconds(12)).until(() -> !watch.isInContact());
            runner.goOn();

            await().until(watch::isInContact);
            bot.start();

            await().until(() -> events.size() == 3);
            assertThat(events)
                    .containsExactly(
                            "lost contact with the user manager: it has not answered for 5 s",
                            "regained contact with the user manager",
                            "bot.service: STOPPED -> RUNNING");
        }
    }

    @Test
    void aLossThatIsNotNoticedYetIsNoFailure() {
        try (Watch before = Watch.of(bot)) {
            for (int i = 0; i < 20; i++) {
                runner.disconnect();
                try (Watch watch = Watch.of(bot, systemd.service("other-" + i))) {
                    assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);
                }
            }
            await().until(before::isInContact);
        }
    }
}
