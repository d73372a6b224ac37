package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.text.LocalTime;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events that an operator reads. */
class WatchdogEventTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @TempDir
    Path directory;

    private final FakeSystemd fake = FakeSystemd.create();
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final Rule pause = Rule.named("pause").asLongAs(Condition.failed()).then(Action.quarantine());

    @BeforeEach
    void install() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\nRestart=always\nRestartSec=1\n");
        bot.start();
    }

    @ParameterizedTest
    @EnumSource
    void aHoldIsNamedInWords(WatchdogEvent.Hold hold) {
        String text = new WatchdogEvent.HeldBack("revive", bot, hold, "failed", Optional.empty(), NOW).toString();

        assertThat(text).matches("revive on bot.service: held back by [a-z' ]+ \\(failed\\)");
    }

    @Test
    void timesAreThoseOfTheMachineInWholeSeconds() {
        assertThat(LocalTime.format(NOW)).matches("(2025-12-31|2026-01-01) [0-9]{2}:[0-9]{2}:00 [^ ]+");
        assertThat(new WatchdogEvent.HeldBack(
                        "revive", bot, WatchdogEvent.Hold.LEFT_TO_SYSTEMD, "failed", Optional.of(NOW), NOW))
                .hasToString("revive on bot.service: held back by systemd's own restart until " + LocalTime.format(NOW)
                        + " (failed)");
    }

    @Test
    void aServiceInQuarantineHasNotRecovered() {
        try (Watchdog dog = start(pause)) {
            stopRestarting();
            assertThat(dog.quarantined()).containsExactly(bot);
            bot.start();
            fake.advance(Duration.ofHours(1));

            assertThat(events).noneMatch(WatchdogEvent.Recovered.class::isInstance);
        }
    }

    @Test
    void aReasonIsNotRepeatedWhileTheConditionComesAndGoes() {
        Rule alert = Rule.named("alert").when(Condition.crashed()).then(Action.restart());
        try (Watchdog dog = start(alert)) {
            dog.maintenance(true);
            fake.advance(Duration.ofSeconds(1));
            events.clear();
            for (int crash = 0; crash < 10; crash++) {
                fake.unit("bot").crash(1);
                fake.advance(Duration.ofSeconds(10));
            }
            assertThat(events).singleElement().asString().contains("held back by maintenance");

            fake.advance(Duration.ofHours(1));
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(10));
            assertThat(events).hasSize(2);

            dog.maintenance(false);
            dog.maintenance(true);
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(10));
            assertThat(events)
                    .filteredOn(WatchdogEvent.HeldBack.class::isInstance)
                    .hasSize(3);
        }
    }

    @Test
    void maintenanceAndQuarantineOfAnEarlierProgramAreReportedAtTheStart() {
        try (Watchdog dog = start(pause)) {
            stopRestarting();
            dog.maintenance(true);
            dog.maintenance(bot, true);
            fake.advance(Duration.ofSeconds(1));
        }
        events.clear();
        try (Watchdog dog = start(pause)) {
            fake.advance(Duration.ofSeconds(1));

            assertThat(events)
                    .filteredOn(WatchdogEvent.Noted.class::isInstance)
                    .extracting(Object::toString)
                    .containsExactly(
                            "maintenance of all services goes on",
                            "maintenance of bot.service goes on",
                            "bot.service is still in quarantine, by pause, until it is released");
            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    /** Lets the service fail until systemd starts it no more. */
    private void stopRestarting() {
        fake.unit("bot").behaves(ProgramBehaviour.healthy().exits(1));
        fake.unit("bot").crash(1);
        fake.advance(Duration.ofMinutes(1));
        fake.unit("bot").behaves(ProgramBehaviour.healthy());
    }

    private Watchdog start(Rule rule) {
        return Watchdog.builder()
                .watch(bot)
                .rule(rule)
                .state(directory.resolve("state"))
                .onEvent(events::add)
                .start();
    }
}
