package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The beginning of the next run of a service, as rules see it. */
class NextRunTest {

    private static final String UNIT = "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/usr/bin/bot\n";

    private FakeSystemd fake = FakeSystemd.create();
    private final RecordedWatchdog dog = new RecordedWatchdog();

    private ServiceHandler install(String text) {
        fake.install("bot", text);
        return Systemd.of(ManagerAddress.user(), fake).service("bot");
    }

    @AfterEach
    void close() {
        dog.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void rulesNeverSeeTheOldStateWithTheResultOfTheNextRun(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler bot = install(UNIT);
        fake.unit("bot")
                .behaves(ProgramBehaviour.healthy().after(Duration.ofSeconds(1)).exits(7));
        bot.start();
        fake.advance(Duration.ofSeconds(2));
        Condition unexpected = Condition.failed().and(Condition.not(Condition.exitCode(7)));
        Condition forgotten = Condition.failed().and(Condition.not(Condition.result("exit-code")));
        dog.supervise(
                List.of(bot),
                Rule.named("unexpected").asLongAs(unexpected).then(Action.restart()),
                Rule.named("forgotten").asLongAs(forgotten).then(Action.log()));

        for (int i = 0; i < 10; i++) {
            bot.start();
            fake.advance(Duration.ofSeconds(3));
            bot.restart();
            fake.advance(Duration.ofSeconds(3));
        }

        assertThat(dog.fired()).isEmpty();
        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aRuleAboutTheLastExitSeesNoRestartOfSystemdInTheMiddle(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler bot = install(UNIT + "Restart=on-failure\nRestartSec=2\n");
        fake.unit("bot")
                .behaves(ProgramBehaviour.healthy().after(Duration.ofSeconds(1)).exits(7));
        bot.start();
        Condition strange = Condition.in(ServiceState.RESTARTING).and(Condition.not(Condition.exitCode(7)));
        dog.supervise(
                List.of(bot),
                Rule.named("strange").asLongAs(strange).then(Action.log()).evenIfSystemdRestarts());

        fake.advance(Duration.ofSeconds(40));

        assertThat(dog.fired()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProtectiveStopWorksInEachRunEvenIfSystemdUnloadsTheService(boolean polls) {
        ServiceHandler bot = install(UNIT);
        bot.start();
        if (polls) {
            fake.fail(Fault.noBridge());
        }
        dog.supervise(
                List.of(bot),
                Rule.named("fat").when(Condition.memoryAbove(1 << 20)).then(Action.stop()));

        for (int i = 0; i < 5; i++) {
            fake.unit("bot").memory(2 << 20);
            fake.advance(Duration.ofMinutes(1));
            assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
            bot.start();
        }

        assertThat(dog.fired()).hasSize(5);
    }

    @Test
    void eachRunIsCountedEvenIfSystemdUnloadsTheServiceInBetween() {
        ServiceHandler bot = install(UNIT);
        dog.supervise(
                List.of(bot),
                Rule.named("often")
                        .when(Condition.restarted(3, Duration.ofHours(1)))
                        .then(Action.log()));

        for (int i = 0; i < 2; i++) {
            bot.start();
            bot.stop();
        }
        fake.advance(Duration.ofSeconds(1));
        assertThat(dog.fired()).isEmpty();
        bot.start();

        assertThat(dog.fired()).containsExactly("often");
    }

    @Test
    void readingsBeginAgainInTheNextRunEvenIfSystemdUnloadsTheServiceInBetween() {
        ServiceHandler bot = install(UNIT);
        bot.start();
        dog.supervise(
                List.of(bot),
                Rule.named("fat")
                        .when(Condition.memoryAbove(1 << 20).inLast(2, 2))
                        .then(Action.log()));

        for (int i = 0; i < 3; i++) {
            fake.unit("bot").memory(2 << 20);
            fake.advance(Duration.ofMinutes(1));
            bot.stop();
            fake.advance(Duration.ofMinutes(1));
            bot.start();
        }

        assertThat(dog.fired()).hasSize(3);
    }
}
