package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that hold for every sequence of events. */
class BudgetPropertyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int STEPS = 400;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void budgetsAreNeverExceededAndDecisionsAlwaysExplained(long seed) {
        Random random = new Random(seed);
        int own = 1 + random.nextInt(5);
        int common = 1 + random.nextInt(8);
        EngineFixture fixture = new EngineFixture(
                new FiringBudget(common, MINUTE),
                rule("one", Condition.failed(), own, random),
                rule("two", Condition.crashed(), own, random),
                rule(
                        "three",
                        Condition.failed(2, MINUTE).or(Condition.failed().heldFor(Duration.ofSeconds(7))),
                        own,
                        random));
        for (int i = 0; i < STEPS; i++) {
            step(fixture, random);
        }

        assertNeverMore(
                fixture.stepRuns.stream().map(order -> order.fired().at()).toList(), common);
        for (String rule : List.of("one", "two", "three")) {
            assertNeverMore(
                    fixture.stepRuns.stream()
                            .filter(order -> order.rule().name().equals(rule))
                            .map(order -> order.fired().at())
                            .toList(),
                    own);
        }
        assertThat(fixture.events)
                .allSatisfy(event -> assertThat(event.toString()).contains("bot.service", "("));
        assertThat(fixture.stepRuns).isNotEmpty();
    }

    private static Rule rule(String name, Condition condition, int budget, Random random) {
        Rule rule = Rule.named(name).on("bot");
        return (random.nextBoolean() ? rule.when(condition) : rule.asLongAs(condition))
                .then(Action.restart())
                .backoff(Duration.ofSeconds(1 + random.nextInt(5)), Duration.ofSeconds(10))
                .stableAfter(Duration.ofSeconds(random.nextInt(20)))
                .budget(budget, MINUTE);
    }

    private static void step(EngineFixture fixture, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> fixture.see(TestStatuses.running("run" + random.nextInt(1000)));
            case 1, 2 -> fixture.see(TestStatuses.failed());
            case 3 -> fixture.see(TestStatuses.restarting());
            case 4 -> fixture.passSeconds(random.nextInt(20));
            default -> finish(fixture, random);
        }
    }

    private static void finish(EngineFixture fixture, Random random) {
        if (!fixture.stepRuns.isEmpty()
                && fixture.engine.services().holds(UnitName.of("bot.service")).busyWith() != null) {
            fixture.done(
                    random.nextBoolean() ? TestStatuses.failed() : TestStatuses.running("run" + random.nextInt(1000)));
        }
    }

    private static void assertNeverMore(List<Instant> moments, int times) {
        for (int i = times; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - times), moments.get(i))).isGreaterThanOrEqualTo(MINUTE);
        }
    }
}
