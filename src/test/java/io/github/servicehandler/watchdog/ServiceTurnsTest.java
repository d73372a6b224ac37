package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that rules start, stop or restart although they have not failed. */
@SuppressWarnings("try") // the watchdog needs no calls
class ServiceTurnsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UnitName A = UnitName.of("a");
    private static final UnitName B = UnitName.of("b");
    private static final UnitName C = UnitName.of("c");

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();

    static Stream<Condition> conditionsThatHoldForAllAtOnce() {
        return Stream.of(
                Condition.at(LocalTime.of(4, 30), ZoneOffset.UTC),
                Condition.every(HOUR),
                Condition.upFor(HOUR),
                Condition.memoryAbove(1));
    }

    @ParameterizedTest
    @MethodSource("conditionsThatHoldForAllAtOnce")
    void servicesAreRestartedOneByOne(Condition condition) {
        List<ServiceHandler> bots = bots(20);
        try (Watchdog dog = start(bots, Rule.named("nightly").when(condition).then(Action.restart()))) {
            untilFired(20);

            List<Instant> times = firings();
            assertThat(events.stream()
                            .filter(WatchdogEvent.Fired.class::isInstance)
                            .map(event -> ((WatchdogEvent.Fired) event).service()))
                    .containsExactlyElementsOf(bots);
            IntStream.range(1, 20)
                    .forEach(i -> assertThat(Duration.between(times.get(i - 1), times.get(i)))
                            .isEqualTo(Duration.ofSeconds(2)));
        }
    }

    @Test
    void rulesTakeTurnsWithEachOther() {
        List<ServiceHandler> bots = bots(3);
        Rule[] rules = bots.stream()
                .map(bot -> Rule.named("nightly-" + bot)
                        .on(bot.toString())
                        .when(Condition.every(HOUR))
                        .then(Action.restart()))
                .toArray(Rule[]::new);
        try (Watchdog dog = start(bots, rules)) {
            untilFired(3);

            assertThat(Duration.between(firings().get(0), firings().get(2))).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void aTurnIsReportedOnceWithItsTime() {
        try (Watchdog dog =
                start(bots(3), Rule.named("nightly").when(Condition.every(HOUR)).then(Action.restart()))) {
            untilFired(3);

            assertThat(events.stream().filter(WatchdogEvent.HeldBack.class::isInstance))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("nightly on bot-1.service: held back by its turn until ")
                    .endsWith(" (every 1h; services that have not failed are restarted one by one, 2s apart)");
        }
    }

    @Test
    void servicesThatFailedAreAllRestartedAtOnce() {
        List<ServiceHandler> bots = bots(20);
        try (Watchdog dog =
                start(bots, Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart()))) {
            bots.forEach(bot -> fake.unit(bot.toString()).crash(1));
            fake.advance(Duration.ofMillis(1));

            assertThat(firings()).hasSize(20);
        }
    }

    @Test
    void stoppedServicesAreStartedOneByOne() {
        List<ServiceHandler> bots = bots(5);
        bots.forEach(ServiceHandler::stop);
        Rule rule = Rule.named("morning")
                .when(Condition.every(HOUR))
                .then(Action.start())
                .evenIfStopped();
        try (Watchdog dog = start(bots, rule)) {
            untilFired(5);

            assertThat(Duration.between(firings().get(0), firings().get(4))).isEqualTo(Duration.ofSeconds(8));
        }
    }

    @Test
    void ordersThatStartAndStopNothingNeedNoTurn() {
        fake.program("/usr/bin/note", ProgramBehaviour.healthy().exits(0));
        Rule rule = Rule.named("note")
                .when(Condition.every(HOUR))
                .then(Action.reload(), Action.run(Command.of("/usr/bin/note")));
        try (Watchdog dog = start(bots(5), rule)) {
            fake.advance(HOUR);

            assertThat(firings()).hasSize(5);
        }
    }

    @Test
    void theOthersDoNotWaitForAServiceThatAnOperatorHasStopped() {
        List<ServiceHandler> bots = bots(4);
        try (Watchdog dog =
                start(bots, Rule.named("old").when(Condition.upFor(HOUR)).then(Action.restart()))) {
            untilFired(1);
            bots.get(1).stop();
            fake.advance(Duration.ofSeconds(10));

            assertThat(firings()).hasSize(3);
            assertThat(bots.get(1).state().isDown()).isTrue();
        }
    }

    @Test
    void newRulesTakeTurnsAfterTheOldOnes() {
        Rule rule = Rule.named("old").when(Condition.upFor(HOUR)).then(Action.restart());
        try (Watchdog dog = start(bots(4), rule)) {
            untilFired(1);
            dog.rules(List.of(rule, Rule.named("other").when(Condition.failed()).then(Action.log())));
            fake.advance(Duration.ofSeconds(10));

            assertThat(Duration.between(firings().get(0), firings().get(3))).isEqualTo(Duration.ofSeconds(6));
        }
    }

    @Test
    void aTurnThatIsGivenBackIsFreeForTheNext() {
        ServiceTurns turns = new ServiceTurns(3);
        assertThat(turns.waitUntil("r", A, NOW)).isNull();
        assertThat(turns.waitUntil("r", B, NOW)).isEqualTo(NOW.plusSeconds(2));
        turns.evaluated("r", B);
        for (int i = 0; i < 100; i++) {
            assertThat(turns.waitUntil("r", C, NOW)).isEqualTo(NOW.plusSeconds(4));
            turns.evaluated("r", C);
            turns.evaluated("r", C);
        }
        assertThat(turns.waitUntil("r", B, NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(2));
        turns.evaluated("r", B);
        assertThat(turns.waitUntil("r", B, NOW.plusSeconds(3))).isNull();
        assertThat(turns.waitUntil("r", C, NOW.plusSeconds(3))).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void aServiceDoesNotWaitForItself() {
        ServiceTurns turns = new ServiceTurns(3);
        assertThat(turns.waitUntil("r", A, NOW)).isNull();
        assertThat(turns.waitUntil("r", A, NOW.plusMillis(1))).isNull();
        assertThat(turns.waitUntil("r", B, NOW.plusMillis(1))).isEqualTo(NOW.plusMillis(2001));
        assertThat(turns.waitUntil("r", A, NOW.plusMillis(2))).isEqualTo(NOW.plusMillis(4001));
    }

    @Test
    void manyServicesTakeFiveMinutesTogether() {
        assertThat(new ServiceTurns(1).apart()).isEqualTo(Duration.ofSeconds(2));
        assertThat(new ServiceTurns(150).apart()).isEqualTo(Duration.ofSeconds(2));
        assertThat(new ServiceTurns(600).apart()).isEqualTo(Duration.ofMillis(500));
    }

    private List<ServiceHandler> bots(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    String name = "bot-" + i;
                    fake.install(name, "[Service]\nExecStart=/usr/bin/bot\nExecReload=/bin/true\n");
                    ServiceHandler bot = systemd.service(name);
                    bot.start();
                    fake.unit(name).memory(1 << 20);
                    return bot;
                })
                .toList();
    }

    private Watchdog start(List<ServiceHandler> services, Rule... rules) {
        return Watchdog.builder()
                .watch(services)
                .rules(List.of(rules))
                .onEvent(events::add)
                .start();
    }

    private void untilFired(int times) {
        for (int seconds = 0; seconds < 86_400 && firings().size() < times; seconds++) {
            fake.advance(Duration.ofSeconds(1));
        }
        assertThat(firings()).hasSize(times);
    }

    private List<Instant> firings() {
        return events.stream()
                .filter(WatchdogEvent.Fired.class::isInstance)
                .map(WatchdogEvent::at)
                .toList();
    }
}
