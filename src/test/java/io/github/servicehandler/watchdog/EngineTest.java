package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.restarting;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static io.github.servicehandler.watchdog.TestStatuses.stopped;
import static io.github.servicehandler.watchdog.TestStatuses.strange;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Signal;
import io.github.servicehandler.watchdog.WatchdogEvent.HeldBack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rule revive = Rule.named("revive")
            .on("bot")
            .asLongAs(Condition.failed())
            .then(Action.restart())
            .backoff(SECOND, MINUTE)
            .jitter(0);

    @Test
    void restartsWhatFailedAtOnce() {
        EngineFixture bench = new EngineFixture(revive).see(running("a")).see(failed());

        assertThat(bench.events)
                .singleElement()
                .hasToString(
                        "revive on bot.service: restart (attempt 1; bot.service: ERROR (failed/failed, exit 7/NOTRUNNING))");
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheCap() {
        EngineFixture bench = new EngineFixture(revive).see(failed());
        bench.told();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            bench.done(failed());
            assertThat(bench.told()).containsExactly("BACKOFF");
            assertThat(bench.pass(Duration.ofSeconds(seconds).minusMillis(1)).told())
                    .isEmpty();
            assertThat(bench.pass(Duration.ofMillis(1)).told()).containsExactly("restart");
        }
    }

    @Test
    void jitterShakesTheWaitButNeverBeyondTheCap() {
        Rule shaken = revive.backoff(MINUTE, MINUTE).jitter(0.5);
        for (int i = 0; i < 50; i++) {
            EngineFixture bench = new EngineFixture(shaken).see(failed()).done(failed());
            HeldBack held = (HeldBack) bench.events.get(1);

            assertThat(Duration.between(bench.now(), held.until().orElseThrow()))
                    .isBetween(MINUTE.dividedBy(2), MINUTE);
        }
    }

    @Test
    void recoversAfterTheStableTimeAndBeginsAnew() {
        EngineFixture bench = new EngineFixture(revive).see(failed()).done(running("b"));
        bench.told();

        assertThat(bench.passSeconds(59).told()).isEmpty();
        assertThat(bench.passSeconds(1).told()).containsExactly("Recovered");
        assertThat(bench.see(failed()).told()).containsExactly("restart");
    }

    @Test
    void aFailureBeforeTheStableTimeGoesOnWithTheBackoff() {
        EngineFixture bench =
                new EngineFixture(revive).see(failed()).done(running("b")).passSeconds(30);
        bench.see(failed()).done(running("c"));
        bench.told();

        assertThat(bench.passSeconds(1).see(failed()).told()).containsExactly("BACKOFF");
        assertThat(bench.passSeconds(1).told()).containsExactly("restart");
    }

    @Test
    void escalatesAndGivesUpOnce() {
        Rule rule = revive.then(Action.restart())
                .times(2)
                .orElse(Action.kill(Signal.KILL))
                .orElse(Action.quarantine(), Action.log());
        EngineFixture bench = new EngineFixture(rule).see(failed());
        for (int i = 0; i < 5; i++) {
            bench.done(failed()).passSeconds(60);
        }

        assertThat(bench.told().stream().filter(word -> !word.equals("BACKOFF")))
                .containsExactly("restart", "restart", "kill KILL", "quarantine+log", "Exhausted");
        assertThat(bench.passSeconds(86_400).told()).isEmpty();
    }

    @Test
    void aRuleThatFiresOnceGoesOnToAStepWithoutLimit() {
        Rule rule = Rule.named("once")
                .on("bot")
                .when(Condition.failed())
                .then(Action.start())
                .orElse(Action.start())
                .orElse(Action.restart())
                .backoff(SECOND, SECOND);
        EngineFixture bench = new EngineFixture(rule).see(failed());
        for (int i = 0; i < 10; i++) {
            bench.done(failed()).passSeconds(60);
        }

        assertThat(bench.told().stream().filter(word -> !word.equals("BACKOFF")))
                .containsExactly("start", "start", "restart");
    }

    @Test
    void aRuleForAMomentFiresOnceEachTime() {
        Rule alert = Rule.named("alert")
                .on("bot")
                .when(Condition.failed())
                .then(Action.log())
                .backoff(SECOND, SECOND);
        EngineFixture bench = new EngineFixture(alert).see(failed());

        assertThat(bench.passSeconds(600).told()).containsExactly("log");
        assertThat(bench.see(running("b")).passSeconds(10).see(failed()).told()).containsExactly("log");
    }

    @Test
    void oneThatGoesOnEscalatesWhenItDidNotHelp() {
        Rule rule = Rule.named("revive")
                .on("bot")
                .when(Condition.failed())
                .then(Action.restart())
                .orElse(Action.log());
        EngineFixture bench =
                new EngineFixture(rule).see(failed()).done(failed()).passSeconds(5);

        assertThat(bench.told()).containsExactly("restart", "BACKOFF", "log", "Exhausted");
    }

    @Test
    void leavesAnOperatorsStopAlone() {
        Rule keepUp = Rule.named("keep-up").on("bot").asLongAs(Condition.down()).then(Action.start());
        EngineFixture bench = new EngineFixture(keepUp).see(running("a")).see(stopped());

        assertThat(bench.passSeconds(3600).told()).containsExactly("STOPPED");
        assertThat(new EngineFixture(keepUp.evenIfStopped()).see(stopped()).told())
                .containsExactly("start");
    }

    @Test
    void leavesToSystemdWhatSystemdRestarts() {
        Rule rule = Rule.named("crash").on("bot").when(Condition.crashed()).then(Action.restart());

        assertThat(new EngineFixture(rule)
                        .see(running("a"))
                        .see(restarting())
                        .see(running("b"))
                        .passSeconds(60)
                        .told())
                .containsExactly("LEFT_TO_SYSTEMD");
        assertThat(new EngineFixture(rule.evenIfSystemdRestarts())
                        .see(running("a"))
                        .see(restarting())
                        .told())
                .containsExactly("restart");
    }

    @Test
    void unknownIsNeitherUpNorDown() {
        EngineFixture bench = new EngineFixture(
                revive,
                Rule.named("up").on("bot").when(Condition.not(Condition.up())).then(Action.log()));
        bench.see(strange());
        bench.take(bench.engine.lose(bench.bot, bench.now()));

        assertThat(bench.passSeconds(3600).told()).isEmpty();
    }

    @Test
    void losingContactForgetsNothingAndRecoversNothing() {
        EngineFixture bench = new EngineFixture(revive).see(failed()).done(running("b"));
        bench.told();
        bench.take(bench.engine.lose(bench.bot, bench.now()));

        assertThat(bench.passSeconds(3600).told()).isEmpty();
        assertThat(bench.see(running("b")).passSeconds(60).told()).containsExactly("Recovered");
    }

    @Test
    void waitsForWhatItNeeds() {
        EngineFixture bench = new EngineFixture(revive.needs("database"));
        bench.see(bench.database, failed()).see(failed());

        assertThat(bench.passSeconds(600).told()).containsExactly("NEEDS");
        assertThat(bench.see(bench.database, running("d")).told()).containsExactly("restart");
    }

    @Test
    void actsOnOneServiceOnceAtATime() {
        Rule other = Rule.named("other").on("bot").when(Condition.failed()).then(Action.reload());
        EngineFixture bench = new EngineFixture(revive, other).see(failed());

        assertThat(bench.told()).containsExactly("restart", "BUSY");
        assertThat(bench.done(failed()).told()).containsExactly("BACKOFF", "reload");
    }

    @Test
    void graceKeepsAllRulesAway() {
        Rule other = Rule.named("other").on("bot").when(Condition.failed()).then(Action.reload());
        EngineFixture bench =
                new EngineFixture(revive.grace(MINUTE), other).see(failed()).done(failed());

        assertThat(bench.told()).containsExactly("restart", "BUSY", "GRACE", "GRACE");
        assertThat(bench.passSeconds(60).told()).containsExactly("restart", "BUSY");
    }

    @Test
    void budgetHoldsBackUntilItIsThereAgain() {
        EngineFixture bench = new EngineFixture(revive.backoff(SECOND, SECOND).budget(3, MINUTE)).see(failed());
        for (int i = 0; i < 3; i++) {
            bench.done(failed()).passSeconds(1);
        }

        assertThat(bench.told())
                .containsExactly("restart", "BACKOFF", "restart", "BACKOFF", "restart", "BACKOFF", "BUDGET");
        assertThat(bench.passSeconds(56).told()).isEmpty();
        assertThat(bench.passSeconds(1).told()).containsExactly("restart");
    }

    @Test
    void cooldownForgetsWhatMerelyHappened() {
        Rule rule = Rule.named("alert")
                .on("bot")
                .when(Condition.crashed())
                .then(Action.log())
                .cooldown(MINUTE);
        EngineFixture bench = new EngineFixture(rule)
                .see(running("a"))
                .see(failed())
                .see(running("b"))
                .passSeconds(5)
                .see(failed());

        assertThat(bench.passSeconds(600).told()).startsWith("log", "COOLDOWN").doesNotContain("Exhausted");
        assertThat(bench.see(running("c")).see(failed()).told()).containsExactly("log");
    }

    @Test
    void whatMerelyHappenedIsWaitedForDuringABackoff() {
        Rule rule = Rule.named("alert")
                .on("bot")
                .when(Condition.crashed())
                .then(Action.log())
                .backoff(MINUTE, MINUTE)
                .jitter(0);
        EngineFixture bench = new EngineFixture(rule)
                .see(running("a"))
                .see(failed())
                .see(running("b"))
                .see(failed());

        assertThat(bench.told()).containsExactly("log", "BACKOFF");
        assertThat(bench.passSeconds(60).told()).containsExactly("log");
    }

    @Test
    void quarantineHoldsBackOrdersOfAllRulesButNotWords() {
        Rule pause =
                Rule.named("pause").on("bot").when(Condition.failed(2, MINUTE)).then(Action.quarantine(), Action.log());
        EngineFixture bench =
                new EngineFixture(pause, revive).see(running("a")).see(failed()).done(running("b"));
        bench.told();

        assertThat(bench.see(failed()).told()).containsExactly("quarantine+log", "QUARANTINE");
    }

    @Test
    void maintenanceHoldsBackEverythingAndItsEndLetsItGoOn() {
        EngineFixture bench = new EngineFixture(revive);
        bench.engine.ward().maintain(true);

        assertThat(bench.see(failed()).passSeconds(600).told()).containsExactly("MAINTENANCE");
        bench.engine.ward().maintain(false);
        assertThat(bench.take(bench.engine.review(bench.now())).told()).containsExactly("restart");
    }

    @Test
    void aLateReportOfWhatWasBeforeTheOrderIsIgnored() {
        String then = "100000001";
        String later = "105000001";
        var before = TestStatuses.status("failed", "failed", Map.of("StateChangeTimestampMonotonic", then));
        var after = TestStatuses.status("active", "running", Map.of("StateChangeTimestampMonotonic", later));
        EngineFixture bench = new EngineFixture(revive).see(before).done(after).passSeconds(2);
        bench.told();

        assertThat(bench.see(before).told()).isEmpty();
        assertThat(bench.passSeconds(70).told()).contains("Recovered");
    }

    @Test
    void heldForIsAskedAgainWhenItsTimeHasCome() {
        Rule rule = Rule.named("long")
                .on("bot")
                .when(Condition.failed().heldFor(MINUTE))
                .then(Action.log());
        EngineFixture bench = new EngineFixture(rule).see(running("a")).see(failed());

        assertThat(bench.engine.nextDue()).isEqualTo(bench.now().plus(MINUTE));
        assertThat(bench.passSeconds(59).told()).isEmpty();
        assertThat(bench.passSeconds(1).told()).containsExactly("log");
    }

    @Test
    void nothingIsDueWhileAllIsWell() {
        EngineFixture bench = new EngineFixture(revive).see(running("a")).see(TestStatuses.running("a"));

        assertThat(bench.engine.nextDue()).isNull();
    }

    @Test
    void everyComesAtItsPaceAndDoesNotMakeUpForWhatWasMissed() {
        EngineFixture bench = new EngineFixture(
                Rule.named("tick").on("bot").when(Condition.every(MINUTE)).then(Action.log()));
        bench.take(bench.engine.review(bench.now()));

        assertThat(bench.passSeconds(180).told()).containsExactly("log", "log", "log");
    }

    @Test
    void eachDecisionHasItsEvidence() {
        EngineFixture bench = new EngineFixture(revive.budget(1, MINUTE))
                .see(failed())
                .done(failed())
                .passSeconds(120);

        assertThat(bench.events)
                .extracting(Object::toString)
                .allSatisfy(text ->
                        assertThat(text).contains("revive on bot.service", "bot.service: ERROR (failed/failed"));
        assertThat(bench.events).isNotEmpty();
    }

    @Test
    void anotherServicesStateCanBeAskedFor() {
        Rule rule = Rule.named("db")
                .on("bot")
                .when(Condition.service("database", Condition.failed()))
                .then(Action.stop());
        EngineFixture bench = new EngineFixture(rule).see(running("a"));

        assertThat(bench.see(bench.database, failed()).told()).containsExactly("stop");
    }

    @Test
    void conditionsPutTogetherAreThreeValued() {
        Condition unknown = Condition.that("odd", s -> {
            throw new IllegalStateException("odd");
        });
        List<Condition> fire = List.of(Condition.failed().or(unknown), unknown.or(Condition.failed()));
        List<Condition> quiet = List.of(
                unknown,
                Condition.not(unknown),
                Condition.failed().and(unknown),
                Condition.up().or(unknown));

        fire.forEach(c -> assertThat(decide(c)).as(c.toString()).containsExactly("log"));
        quiet.forEach(c -> assertThat(decide(c)).as(c.toString()).isEmpty());
    }

    private static List<String> decide(Condition condition) {
        return new EngineFixture(Rule.named("r").on("bot").when(condition).then(Action.log()))
                .see(failed())
                .told();
    }
}
