package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of a watch that receives no signals, as on a machine without a bridge. */
class PollingTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void installWithoutABridge() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        fake.fail(Fault.noBridge());
    }

    private Watch watch() {
        return Watch.of(bot).onEvent(event -> received.add(event.toString()), Runnable::run);
    }

    @Test
    void tellsOfWhatHappensWithinASecond() {
        try (Watch watch = watch()) {
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);
            bot.start();
            fake.advance(Duration.ofSeconds(2));
            fake.unit("bot").crash(1);
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
            fake.advance(Duration.ofSeconds(2));
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
            assertThat(received).containsExactly("bot.service: STOPPED -> RUNNING", "bot.service: RUNNING -> ERROR");
        }
    }

    @Test
    void listensAsSoonAsThatIsPossible() {
        try (Watch watch = watch()) {
            bot.start();
            fake.advance(Duration.ofMinutes(3));
            fake.recover();
            fake.advance(Duration.ofMinutes(1));
            // it receives signals now, but another thread requests the bot's status: this waits for the answer
            watch.await(bot, status -> status.state() == ServiceState.RUNNING, Duration.ofSeconds(1));
            int asked = fake.commands().size();

            fake.unit("bot").crash(1);

            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
            assertThat(received).containsExactly("bot.service: STOPPED -> RUNNING", "bot.service: RUNNING -> ERROR");
            fake.advance(Duration.ofMinutes(3));
            assertThat(fake.commands()).hasSize(asked);
        }
    }
}
