package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.restarting;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static io.github.servicehandler.watchdog.TestStatuses.stopped;
import static io.github.servicehandler.watchdog.TestStatuses.strange;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Signal;
import io.github.servicehandler.command.Command;
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
        EngineFixture fixture = new EngineFixture(revive).see(running("a")).see(failed());

        assertThat(fixture.events)
                .singleElement()
                .hasToString(
                        "revive on bot.service: restart (attempt 1; bot.service: ERROR (failed/failed, exit 7/NOTRUNNING))");
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheCap() {
        EngineFixture fixture = new EngineFixture(revive).see(failed());
        fixture.told();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            fixture.done(failed());
            assertThat(fixture.told()).containsExactly("BACKOFF");
            assertThat(fixture.pass(Duration.ofSeconds(seconds).minusMillis(1)).told())
                    .isEmpty();
            assertThat(fixture.pass(Duration.ofMillis(1)).told()).containsExactly("restart");
        }
    }

    @Test
    void jitterShakesTheWaitButNeverBeyondTheCap() {
        Rule shaken = revive.backoff(MINUTE, MINUTE).jitter(0.5);
        for (int i = 0; i < 50; i++) {
            EngineFixture fixture = new EngineFixture(shaken).see(failed()).done(failed());
            HeldBack held = (HeldBack) fixture.events.get(1);

            assertThat(Duration.between(fixture.now(), held.until().orElseThrow()))
                    .isBetween(MINUTE.dividedBy(2), MINUTE);
        }
    }

    @Test
    void recoversAfterTheStableTimeAndBeginsAnew() {
        EngineFixture fixture = new EngineFixture(revive).see(failed()).done(running("b"));
        fixture.told();

        assertThat(fixture.passSeconds(59).told()).isEmpty();
        assertThat(fixture.passSeconds(1).told()).containsExactly("Recovered");
        assertThat(fixture.see(failed()).told()).containsExactly("restart");
    }

    @Test
    void aFailureBeforeTheStableTimeGoesOnWithTheBackoff() {
        EngineFixture fixture =
                new EngineFixture(revive).see(failed()).done(running("b")).passSeconds(30);
        fixture.see(failed()).done(running("c"));
        fixture.told();

        assertThat(fixture.passSeconds(1).see(failed()).told()).containsExactly("BACKOFF");
        assertThat(fixture.passSeconds(1).told()).containsExactly("restart");
    }

    @Test
    void escalatesAndGivesUpOnce() {
        Rule rule = revive.then(Action.restart())
                .times(2)
                .escalateTo(Action.kill(Signal.KILL))
                .escalateTo(Action.quarantine(), Action.log());
        EngineFixture fixture = new EngineFixture(rule).see(failed());
        for (int i = 0; i < 5; i++) {
            fixture.done(failed()).passSeconds(60);
        }

        assertThat(fixture.told().stream().filter(word -> !word.equals("BACKOFF")))
                .containsExactly("restart", "restart", "kill KILL", "quarantine+log", "Exhausted");
        assertThat(fixture.passSeconds(86_400).told()).isEmpty();
    }

    @Test
    void aRuleThatFiresOnceGoesOnToAStepWithoutLimit() {
        Rule rule = Rule.named("once")
                .on("bot")
                .when(Condition.failed())
                .then(Action.start())
                .escalateTo(Action.start())
                .escalateTo(Action.restart())
                .backoff(SECOND, SECOND);
        EngineFixture fixture = new EngineFixture(rule).see(failed());
        for (int i = 0; i < 10; i++) {
            fixture.done(failed()).passSeconds(60);
        }

        assertThat(fixture.told().stream().filter(word -> !word.equals("BACKOFF")))
                .containsExactly("start", "start", "restart");
    }

    @Test
    void aRuleForAMomentFiresOnceEachTime() {
        Rule alert = Rule.named("alert")
                .on("bot")
                .when(Condition.failed())
                .then(Action.log())
                .backoff(SECOND, SECOND);
        EngineFixture fixture = new EngineFixture(alert).see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("log");
        assertThat(fixture.see(running("b")).passSeconds(10).see(failed()).told())
                .containsExactly("log");
    }

    @Test
    void oneThatGoesOnEscalatesWhenItDidNotHelp() {
        Rule rule = Rule.named("revive")
                .on("bot")
                .when(Condition.failed())
                .then(Action.restart())
                .escalateTo(Action.log());
        EngineFixture fixture =
                new EngineFixture(rule).see(failed()).done(failed()).passSeconds(5);

        assertThat(fixture.told()).containsExactly("restart", "BACKOFF", "log", "Exhausted");
    }

    @Test
    void leavesAnOperatorsStopAlone() {
        Rule keepUp = Rule.named("keep-up").on("bot").asLongAs(Condition.down()).then(Action.start());
        EngineFixture fixture = new EngineFixture(keepUp).see(running("a")).see(stopped());

        assertThat(fixture.passSeconds(3600).told()).containsExactly("STOPPED");
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
        EngineFixture fixture = new EngineFixture(
                revive,
                Rule.named("up").on("bot").when(Condition.not(Condition.up())).then(Action.log()));
        fixture.see(strange());
        fixture.take(fixture.engine.contactLost(fixture.bot, fixture.now()));

        assertThat(fixture.passSeconds(3600).told()).isEmpty();
    }

    @Test
    void losingContactForgetsNothingAndRecoversNothing() {
        EngineFixture fixture = new EngineFixture(revive).see(failed()).done(running("b"));
        fixture.told();
        fixture.take(fixture.engine.contactLost(fixture.bot, fixture.now()));

        assertThat(fixture.passSeconds(3600).told()).isEmpty();
        assertThat(fixture.see(running("b")).passSeconds(60).told()).containsExactly("Recovered");
    }

    @Test
    void waitsForWhatItNeeds() {
        EngineFixture fixture = new EngineFixture(revive.needs("database"));
        fixture.see(fixture.database, failed()).see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("NEEDS");
        assertThat(fixture.see(fixture.database, running("d")).told()).containsExactly("restart");
    }

    @Test
    void actsOnOneServiceOnceAtATime() {
        Rule other = Rule.named("other").on("bot").when(Condition.failed()).then(Action.reload());
        EngineFixture fixture = new EngineFixture(revive, other).see(failed());

        assertThat(fixture.told()).containsExactly("restart", "BUSY");
        assertThat(fixture.done(failed()).told()).containsExactly("BACKOFF", "reload");
    }

    @Test
    void takesTheNextStepOnlyWhenTheOneBeforeHasEnded() {
        Rule rule = revive.then(Action.run(Command.of("/usr/bin/repair")), Action.restart())
                .times(1)
                .escalateTo(Action.quarantine(), Action.log());
        EngineFixture fixture = new EngineFixture(rule).see(running("a")).see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("run (/usr/bin/repair)+restart");
        assertThat(fixture.done(running("b")).passSeconds(60).told()).containsExactly("Recovered");
    }

    @Test
    void givesUpOnlyWhenTheLastStepHasEnded() {
        EngineFixture fixture = new EngineFixture(revive.then(Action.restart()).times(1)).see(running("a"));
        fixture.see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("restart");
        assertThat(fixture.failed(failed()).passSeconds(600).told()).containsExactly("Exhausted");
    }

    @Test
    void recoversOnlyWhenTheStepHasEnded() {
        EngineFixture fixture =
                new EngineFixture(revive).see(running("a")).see(failed()).see(running("b"));

        assertThat(fixture.passSeconds(600).told()).containsExactly("restart");
        assertThat(fixture.done(running("b")).passSeconds(59).told()).isEmpty();
        assertThat(fixture.passSeconds(1).told()).containsExactly("Recovered");
    }

    @Test
    void callsBackOnceAtATime() {
        Rule call = Rule.named("call")
                .on("bot")
                .asLongAs(Condition.failed())
                .then(Action.call("wait", fired -> {}))
                .backoff(SECOND, SECOND);
        EngineFixture fixture = new EngineFixture(call).see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("call wait");
        assertThat(fixture.done(failed()).passSeconds(2).told()).containsExactly("BACKOFF", "call wait");
    }

    @Test
    void noLaterStepIsTakenWhileAnotherRuleWorksOnTheService() {
        Rule other = Rule.named("other")
                .on("bot")
                .asLongAs(Condition.failed())
                .then(Action.log())
                .times(1)
                .escalateTo(Action.quarantine());
        EngineFixture fixture = new EngineFixture(other, revive).see(running("a"));
        fixture.see(failed());

        assertThat(fixture.passSeconds(600).told()).containsExactly("log", "restart", "BUSY");
        assertThat(fixture.done(running("b")).passSeconds(60).told()).containsExactly("Recovered", "Recovered");
    }

    @Test
    void graceKeepsAllRulesAway() {
        Rule other = Rule.named("other").on("bot").when(Condition.failed()).then(Action.reload());
        EngineFixture fixture =
                new EngineFixture(revive.grace(MINUTE), other).see(failed()).done(failed());

        assertThat(fixture.told()).containsExactly("restart", "BUSY", "GRACE", "GRACE");
        assertThat(fixture.passSeconds(60).told()).containsExactly("restart", "BUSY");
    }

    @Test
    void budgetHoldsBackUntilItIsThereAgain() {
        EngineFixture fixture = new EngineFixture(revive.backoff(SECOND, SECOND).budget(3, MINUTE)).see(failed());
        for (int i = 0; i < 3; i++) {
            fixture.done(failed()).passSeconds(1);
        }

        assertThat(fixture.told())
                .containsExactly("restart", "BACKOFF", "restart", "BACKOFF", "restart", "BACKOFF", "BUDGET");
        assertThat(fixture.passSeconds(56).told()).isEmpty();
        assertThat(fixture.passSeconds(1).told()).containsExactly("restart");
    }

    @Test
    void cooldownForgetsWhatMerelyHappened() {
        Rule rule = Rule.named("alert")
                .on("bot")
                .when(Condition.crashed())
                .then(Action.log())
                .cooldown(MINUTE);
        EngineFixture fixture = new EngineFixture(rule)
                .see(running("a"))
                .see(failed())
                .see(running("b"))
                .passSeconds(5)
                .see(failed());

        assertThat(fixture.passSeconds(600).told())
                .startsWith("log", "COOLDOWN")
                .doesNotContain("Exhausted");
        assertThat(fixture.see(running("c")).see(failed()).told()).containsExactly("log");
    }

    @Test
    void whatMerelyHappenedIsWaitedForDuringABackoff() {
        Rule rule = Rule.named("alert")
                .on("bot")
                .when(Condition.crashed())
                .then(Action.log())
                .backoff(MINUTE, MINUTE)
                .jitter(0);
        EngineFixture fixture = new EngineFixture(rule)
                .see(running("a"))
                .see(failed())
                .pass(Duration.ZERO)
                .see(running("b"))
                .see(failed());

        assertThat(fixture.told()).containsExactly("log", "BACKOFF");
        assertThat(fixture.passSeconds(60).told()).containsExactly("log");
    }

    @Test
    void quarantineHoldsBackOrdersOfAllRulesButNotWords() {
        Rule pause =
                Rule.named("pause").on("bot").when(Condition.failed(2, MINUTE)).then(Action.quarantine(), Action.log());
        EngineFixture fixture =
                new EngineFixture(pause, revive).see(running("a")).see(failed()).done(running("b"));
        fixture.told();

        assertThat(fixture.see(failed()).told()).containsExactly("quarantine+log", "QUARANTINE");
    }

    @Test
    void maintenanceHoldsBackEverythingAndItsEndLetsItGoOn() {
        EngineFixture fixture = new EngineFixture(revive);
        fixture.engine.services().setMaintenance(true);

        assertThat(fixture.see(failed()).passSeconds(600).told()).containsExactly("MAINTENANCE");
        fixture.engine.services().setMaintenance(false);
        assertThat(fixture.take(fixture.engine.review(fixture.now())).told()).containsExactly("restart");
    }

    @Test
    void aLateReportOfWhatWasBeforeTheOrderIsIgnored() {
        String then = "100000001";
        String later = "105000001";
        var before = TestStatuses.status("failed", "failed", Map.of("StateChangeTimestampMonotonic", then));
        var after = TestStatuses.status("active", "running", Map.of("StateChangeTimestampMonotonic", later));
        EngineFixture fixture =
                new EngineFixture(revive).see(before).done(after).passSeconds(2);
        fixture.told();

        assertThat(fixture.see(before).told()).isEmpty();
        assertThat(fixture.passSeconds(70).told()).contains("Recovered");
    }

    @Test
    void heldForIsAskedAgainWhenItsTimeHasCome() {
        Rule rule = Rule.named("long")
                .on("bot")
                .when(Condition.failed().heldFor(MINUTE))
                .then(Action.log());
        EngineFixture fixture = new EngineFixture(rule).see(running("a")).see(failed());

        assertThat(fixture.engine.nextDue()).isEqualTo(fixture.now().plus(MINUTE));
        assertThat(fixture.passSeconds(59).told()).isEmpty();
        assertThat(fixture.passSeconds(1).told()).containsExactly("log");
    }

    @Test
    void nothingIsDueWhileAllIsWell() {
        EngineFixture fixture = new EngineFixture(revive).see(running("a")).see(TestStatuses.running("a"));

        assertThat(fixture.engine.nextDue()).isNull();
    }

    @Test
    void everyComesAtItsPaceAndDoesNotMakeUpForWhatWasMissed() {
        EngineFixture fixture = new EngineFixture(
                Rule.named("tick").on("bot").when(Condition.every(MINUTE)).then(Action.log()));
        fixture.take(fixture.engine.review(fixture.now()));

        assertThat(fixture.passSeconds(180).told()).containsExactly("log", "log", "log");
    }

    @Test
    void eachDecisionHasItsEvidence() {
        EngineFixture fixture = new EngineFixture(revive.budget(1, MINUTE))
                .see(failed())
                .done(failed())
                .passSeconds(120);

        assertThat(fixture.events)
                .extracting(Object::toString)
                .allSatisfy(text ->
                        assertThat(text).contains("revive on bot.service", "bot.service: ERROR (failed/failed"));
        assertThat(fixture.events).isNotEmpty();
    }

    @Test
    void anotherServicesStateCanBeAskedFor() {
        Rule rule = Rule.named("db")
                .on("bot")
                .when(Condition.service("database", Condition.failed()))
                .then(Action.stop());
        EngineFixture fixture = new EngineFixture(rule).see(running("a"));

        assertThat(fixture.see(fixture.database, failed()).told()).containsExactly("stop");
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
