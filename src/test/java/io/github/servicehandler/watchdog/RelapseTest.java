package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems that come back after the stable time. */
@SuppressWarnings("try") // the watchdog needs no calls
class RelapseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
    private final List<String> told = new ArrayList<>();
    private final Rule revive = Rule.named("revive")
            .asLongAs(Condition.failed())
            .then(Action.resetFailed(), Action.restart())
            .times(5)
            .escalateTo(Action.quarantine());

    @TempDir
    Path directory;

    @BeforeEach
    void install() {
        fake.install("bot", "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/usr/bin/bot\n");
        bot.start();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 61, 90, 300, 1500, 3500})
    void aServiceThatDiesAgainAndAgainExhaustsItsAttempts(int seconds) {
        diesAfter(Duration.ofSeconds(seconds));
        try (Watchdog dog = start(revive)) {
            fake.advance(Duration.ofSeconds(seconds + 10).multipliedBy(8).plus(MINUTE));

            assertThat(dog.quarantined()).containsExactly(bot);
            assertThat(told.stream().filter("reset-failed+restart"::equals)).hasSizeBetween(5, 6);
        }
    }

    @Test
    void aServiceThatDiesLessThanOnceAnHourIsAlwaysRestarted() {
        diesAfter(HOUR.plus(MINUTE));
        try (Watchdog dog = start(revive)) {
            fake.advance(HOUR.multipliedBy(48));

            assertThat(dog.quarantined()).isEmpty();
            assertThat(told.stream().filter("Recovered"::equals)).hasSizeGreaterThan(40);
        }
    }

    @Test
    void irregularFailuresAreCountedByTheLongestTimeBetweenThem() {
        try (Watchdog dog = start(revive)) {
            for (int i = 0; i < 12 && dog.quarantined().isEmpty(); i++) {
                fake.unit("bot").crash(1);
                fake.advance(i % 2 == 0 ? Duration.ofSeconds(65) : Duration.ofSeconds(170));
            }

            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void aStableTimeOfTheRuleIsExact() {
        diesAfter(Duration.ofSeconds(90));
        try (Watchdog dog = start(revive.stableAfter(MINUTE))) {
            fake.advance(HOUR);

            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void theFirstRecoveryIsReportedAfterAMinuteTheNextAfterTwiceTheTimeBetweenTheFailures() {
        try (Watchdog dog = start(revive)) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(90));
            assertThat(told).containsExactly("reset-failed+restart", "Recovered");

            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(179));
            assertThat(told).hasSize(3);
            fake.advance(Duration.ofSeconds(2));
            assertThat(told).last().isEqualTo("Recovered");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aServiceThatWasUpForAMinuteIsRestartedWithoutAWait() {
        diesAfter(Duration.ofSeconds(90));
        Rule always = Rule.named("always")
                .asLongAs(Condition.failed())
                .then(Action.restart())
                .budget(1000, HOUR);
        try (Watchdog dog = start(always)) {
            fake.advance(Duration.ofSeconds(95).multipliedBy(20));

            assertThat(told).doesNotContain("BACKOFF");
            assertThat(told.stream().filter("restart"::equals)).hasSizeGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void theMemoryThatFillsAgainIsAProblemThatComesBack() {
        Rule leak = Rule.named("leak")
                .when(Condition.memoryAbove(1 << 20))
                .then(Action.restart())
                .times(3)
                .escalateTo(Action.quarantine());
        try (Watchdog dog = start(leak)) {
            for (int i = 0; i < 8 && dog.quarantined().isEmpty(); i++) {
                fake.unit("bot").memory(2 << 20);
                fake.advance(Duration.ofSeconds(11));
                fake.unit("bot").memory(1);
                fake.advance(MINUTE.multipliedBy(2));
            }

            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void aScheduleIsNoProblemThatComesBack() {
        Rule hourly = Rule.named("often")
                .when(Condition.every(Duration.ofMinutes(10)))
                .then(Action.restart())
                .escalateTo(Action.quarantine());
        try (Watchdog dog = start(hourly)) {
            fake.advance(HOUR.multipliedBy(3));

            assertThat(dog.quarantined()).isEmpty();
            assertThat(told.stream().filter("restart"::equals)).hasSize(18);
        }
    }

    @Test
    void crashesAreProblemsThatComeBack() {
        Rule crashes = Rule.named("crashes")
                .when(Condition.crashed())
                .then(Action.restart())
                .times(3)
                .escalateTo(Action.quarantine());
        diesAfter(Duration.ofSeconds(90));
        try (Watchdog dog = start(crashes)) {
            fake.advance(Duration.ofSeconds(95).multipliedBy(7));

            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void aRestartedProgramRemembersWhenTheProblemWasAway() {
        for (int i = 0; i < 8; i++) {
            try (Watchdog dog = Watchdog.builder()
                    .watch(bot)
                    .rule(revive)
                    .state(directory.resolve("state"))
                    .start()) {
                if (!dog.quarantined().isEmpty()) {
                    return;
                }
                fake.unit("bot").crash(1);
                fake.advance(Duration.ofSeconds(45));
            }
            try (Watchdog dog = Watchdog.builder()
                    .watch(bot)
                    .rule(revive)
                    .state(directory.resolve("state"))
                    .start()) {
                fake.advance(Duration.ofSeconds(45));
            }
        }
        fail("not in quarantine after eight crashes");
    }

    @Test
    void aReleasedServiceHasAllItsAttemptsAgain() {
        diesAfter(Duration.ofSeconds(90));
        try (Watchdog dog = start(revive)) {
            fake.advance(Duration.ofSeconds(100).multipliedBy(8));
            told.clear();

            fake.unit("bot").behaves(ProgramBehaviour.healthy());
            dog.release(bot);
            fake.advance(Duration.ofSeconds(62));

            assertThat(told).contains("reset-failed+restart").endsWith("Recovered");
        }
    }

    private void diesAfter(Duration time) {
        fake.unit("bot").behaves(ProgramBehaviour.healthy().after(time).exits(1));
        bot.restart();
    }

    private Watchdog start(Rule rule) {
        return Watchdog.builder()
                .watch(bot)
                .rule(rule)
                .onEvent(event -> {
                    if (!(event instanceof WatchdogEvent.Acted)) {
                        told.add(EngineFixture.word(event));
                    }
                })
                .start();
    }
}
