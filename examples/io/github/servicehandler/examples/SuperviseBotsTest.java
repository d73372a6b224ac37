package io.github.servicehandler.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watchdog.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * An example of how to test rules before they are used on a server: on a systemd in memory, where hours take
 * milliseconds. Copy it as a start for your own tests.
 */
class SuperviseBotsTest {

    private static final Path RULES = Path.of("examples/bots.rules");

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);

    private ServiceHandler bot() {
        fake.install("bot-a");
        ServiceHandler bot = systemd.service("bot-a");
        bot.start();
        return bot;
    }

    @Test
    void aBotThatCrashesIsBroughtBack() {
        ServiceHandler bot = bot();
        try (Watchdog dog = SuperviseBots.supervise(systemd, RULES)) {
            fake.unit("bot-a").crash(1);
            fake.advance(Duration.ofSeconds(10));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aBotThatCrashesAgainAndAgainIsGivenUp() {
        ServiceHandler bot = bot();
        try (Watchdog dog = SuperviseBots.supervise(systemd, RULES)) {
            fake.unit("bot-a")
                    .behaves(ProgramBehaviour.healthy()
                            .after(Duration.ofSeconds(3))
                            .exits(1));
            fake.unit("bot-a").crash(1);
            fake.advance(Duration.ofHours(1));

            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void aBotThatIsTooFatIsRestarted() {
        ServiceHandler bot = bot();
        String firstRun = bot.status().invocationId().orElseThrow();
        try (Watchdog dog = SuperviseBots.supervise(systemd, RULES)) {
            fake.unit("bot-a").memory(200L << 20);
            fake.advance(Duration.ofMinutes(3));

            assertThat(bot.status().invocationId()).isPresent().get().isNotEqualTo(firstRun);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aBotThatSomebodyStoppedIsLeftAlone() {
        ServiceHandler bot = bot();
        try (Watchdog dog = SuperviseBots.supervise(systemd, RULES)) {
            bot.stop();
            fake.advance(Duration.ofHours(1));

            assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
            assertThat(dog.quarantined()).isEmpty();
        }
    }
}
