package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.StateTimeoutException;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of a watch as users see it, on an in-memory systemd that sends signals. */
@Timeout(60)
class WatchTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("bot");
    private final List<String> received = new CopyOnWriteArrayList<>();

    @Test
    void everythingWasHeardWhenACallOnTheFakeReturns() {
        fake.install("bot");
        try (Watch watch = watch(bot)) {
            bot.start();
            fake.unit("bot").crash(1);

            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
            assertThat(watch.status(bot).exitCode()).hasValue(1);
            assertThat(received).containsExactly("bot.service: STOPPED -> RUNNING", "bot.service: RUNNING -> ERROR");
        }
    }

    @RepeatedTest(20)
    void whatHappenedToUnitFilesWasHeardWhenACallOnTheFakeReturns() {
        fake.user().installPackaged("bot.service");
        try (Watch one = watch(bot);
                Watch all = Watch.all(systemd, "bot*")) {
            List<String> ofAll = new CopyOnWriteArrayList<>();
            all.onEvent(event -> ofAll.add(event.toString()), Runnable::run);
            received.clear();

            bot.enable();
            assertThat(one.status(bot).enablement()).isEqualTo(EnablementState.ENABLED);
            bot.disable();
            bot.mask();
            assertThat(one.status(bot).state()).isEqualTo(ServiceState.MASKED);
            bot.unmask();
            assertThat(one.status(bot).state()).isEqualTo(ServiceState.STOPPED);
            assertThat(received)
                    .filteredOn(event -> event.startsWith("bot.service"))
                    .containsExactly(
                            "bot.service: DISABLED -> ENABLED",
                            "bot.service: ENABLED -> DISABLED",
                            "bot.service: STOPPED -> MASKED",
                            "bot.service: DISABLED -> MASKED",
                            "bot.service: MASKED -> STOPPED",
                            "bot.service: MASKED -> DISABLED");
            fake.install("bot-new");
            systemd.daemonReload();
            systemd.install(
                    "bot-newer", UnitFile.service().execStart("/usr/bin/bot").build());
            assertThat(ofAll).contains("bot-new.service was added: STOPPED", "bot-newer.service was added: STOPPED");
        }
    }

    @Test
    void aHundredCrashesInADayTakeNoTime() {
        fake.install(
                "bot",
                "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/bin/bot\nRestart=always\nRestartSec=10min\n");
        try (Watch watch = watch(bot)) {
            bot.start();
            for (int i = 1; i <= 100; i++) {
                fake.unit("bot").crash(1);
                fake.advance(Duration.ofMinutes(14));
                assertThat(watch.status(bot).restarts()).isEqualTo(i);
            }
            assertThat(received)
                    .filteredOn(event -> event.contains("was restarted by systemd"))
                    .hasSize(100);
        }
    }

    @Test
    void aCutConnectionIsRegained() {
        fake.install("bot");
        try (Watch watch = watch(bot)) {
            fake.disconnect();
            await().until(() -> !watch.isInContact());
            bot.start();
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);

            assertThat(watch.await(bot, status -> status.state() == ServiceState.RUNNING, Duration.ofSeconds(5)))
                    .isNotNull();
            assertThat(received)
                    .hasSize(3)
                    .startsWith("lost contact with the user manager: " + reason())
                    .endsWith("regained contact with the user manager", "bot.service: STOPPED -> RUNNING");
        }
    }

    @Test
    void timeWaitsUntilALostConnectionIsRegained() {
        fake.install("bot");
        bot.start();
        try (Watch watch = watch(bot)) {
            for (int i = 1; i <= 30; i++) {
                fake.disconnect();
                fake.unit("bot").crash(1);
                fake.advance(Duration.ofSeconds(3));
                assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
                bot.start();
            }
        }
    }

    private String reason() {
        return received.get(0).replace("lost contact with the user manager: ", "");
    }

    @Test
    void withoutABridgeItAsks() {
        fake.install("bot");
        fake.fail(Fault.noBridge());
        try (Watch watch = watch(bot)) {
            bot.start();
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);

            fake.advance(Duration.ofSeconds(2));

            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
            assertThat(fake.commands()).extracting(Command::program).contains("systemd-stdio-bridge");
        }
    }

    @Test
    void withoutAManagerItIsAnError() {
        fake.fail(Fault.busGone());

        assertThatThrownBy(() -> Watch.of(bot)).isInstanceOf(ManagerUnavailableException.class);
    }

    @Test
    void awaitTellsWhatItSawInstead() {
        fake.install("bot");
        try (Watch watch = watch(bot)) {
            long begin = System.nanoTime();

            assertThatThrownBy(() -> watch.await(bot, status -> status.restarts() > 3, Duration.ofHours(1)))
                    .isInstanceOf(StateTimeoutException.class)
                    .hasMessageContaining("bot.service: STOPPED");
            assertThat(System.nanoTime() - begin).as("virtual time").isLessThan(TimeUnit.MINUTES.toNanos(1));
        }
    }

    @Test
    void awaitOfAUnitThatIsNotWatchedIsRefused() {
        try (Watch watch = watch(bot)) {
            assertThatThrownBy(() -> watch.await(systemd.service("other"), status -> true, Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other.service");
        }
    }

    @Test
    void aSlowListenerDelaysNobody() throws InterruptedException {
        fake.install("bot");
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch slowDone = new CountDownLatch(3);
        try (Watch watch = Watch.of(bot)) {
            watch.onStateChange(change -> {
                awaitLatch(hold);
                slowDone.countDown();
            });
            watch.onEvent(event -> received.add(event.toString()), Runnable::run);
            bot.start();
            bot.stop();

            assertThat(received)
                    .endsWith("bot.service: STOPPING -> STOPPED", "bot.service was stopped on request: STOPPED");
            hold.countDown();
            assertThat(slowDone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() {
        fake.install("bot");
        try (Watch watch = Watch.of(bot)) {
            watch.onEvent(
                    event -> {
                        received.add(event.toString());
                        throw new IllegalStateException("as asked");
                    },
                    Runnable::run);
            bot.start();
            bot.stop();

            assertThat(received).hasSize(4);
        }
    }

    @Test
    void aSlowSubscriberIsToldOfWhatItMissedAndGoesOnFromThere() {
        fake.install("bot");
        Puller puller = new Puller();
        try (Watch watch = Watch.of(bot)) {
            watch.subscribe(puller, Runnable::run, 2);
            for (int i = 0; i < 5; i++) {
                bot.start();
                bot.stop();
            }
            bot.start();

            puller.request(100);
            bot.stop();
        }

        assertThat(puller.seen.get(0)).hasToString("bot.service: STOPPED -> RUNNING");
        assertThat(puller.seen.get(1)).hasToString("bot.service: RUNNING -> STOPPING");
        assertThat(puller.seen.get(2)).isInstanceOfSatisfying(UnitEvent.Overflowed.class, overflowed -> {
            assertThat(overflowed.missed()).isPositive();
            assertThat(overflowed.statuses())
                    .hasEntrySatisfying(
                            bot, status -> assertThat(status.state()).isEqualTo(ServiceState.RUNNING));
        });
        assertThat(puller.seen.get(3)).hasToString("bot.service: RUNNING -> STOPPING");
        assertThat(puller.complete).isTrue();
    }

    @Test
    void thousandsOfUnitsAreReadInSlices() {
        ServiceHandler[] many = new ServiceHandler[1500];
        for (int i = 0; i < many.length; i++) {
            fake.install("bot-" + i);
            many[i] = systemd.service("bot-" + i);
        }
        try (Watch watch = Watch.of(many)) {
            assertThat(watch.statuses()).hasSize(many.length);
            many[1499].start();
            assertThat(watch.status(many[1499]).state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void aPatternShowsMoreUnitsThanASliceFromTheBeginning() {
        for (int i = 0; i < 1100; i++) {
            fake.install("bot-" + i);
        }
        try (Watch watch = Watch.all(systemd, "bot-*")) {
            assertThat(watch.statuses()).hasSize(1100);
        }
    }

    @Test
    void aWaitMayBeAsLongAsTimeItself() {
        fake.install("bot", "[Service]\nExecStart=/bin/bot\nRestart=always\nRestartSec=10\n");
        try (Watch watch = watch(bot)) {
            bot.start();
            fake.unit("bot").crash(1);

            Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
            assertThat(watch.await(bot, status -> status.restarts() == 1, forEver))
                    .isNotNull();
        }
    }

    private Watch watch(ServiceHandler... services) {
        return Watch.of(services).onEvent(event -> received.add(event.toString()), Runnable::run);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A subscriber that requests events when the test tells it to. */
    private static final class Puller implements Flow.Subscriber<UnitEvent> {

        private final List<UnitEvent> seen = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;
        private boolean complete;

        void request(long count) {
            Objects.requireNonNull(subscription).request(count);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(UnitEvent event) {
            seen.add(event);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }
}
