package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals that arrive later than the answers of systemctl. */
class LateSignalsTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("bot");
    private final List<String> events = new ArrayList<>();
    private Watch watch;

    @BeforeEach
    void watch() {
        fake.install("bot");
        watch = Watch.of(bot).onEvent(event -> events.add(event.toString()), Runnable::run);
        fake.delaySignals(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aWatchSeesWhatHasHappenedAfterTheDelay() {
        bot.start();
        fake.advance(Duration.ofSeconds(4));
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);
        fake.advance(Duration.ofSeconds(1));

        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(events).containsExactly("bot.service: STOPPED -> RUNNING");
    }

    @Test
    void signalsKeepTheirOrder() {
        bot.start();
        fake.delaySignals(Duration.ofMillis(1));
        bot.stop();
        fake.delaySignals(Duration.ZERO);
        fake.advance(Duration.ofSeconds(5));

        assertThat(events)
                .containsExactly(
                        "bot.service: STOPPED -> RUNNING",
                        "bot.service: RUNNING -> STOPPING",
                        "bot.service: STOPPING -> STOPPED",
                        "bot.service was stopped on request: STOPPED");
    }

    @Test
    void aReplyComesAfterTheSignalsBeforeIt() {
        bot.start();
        try (Watch other = Watch.of(systemd.service("web"))) {
            assertThat(other.isInContact()).isTrue();
        }

        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
    }
}
