package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.restarting;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static io.github.servicehandler.watchdog.TestStatuses.status;
import static io.github.servicehandler.watchdog.TestStatuses.stopped;
import static io.github.servicehandler.watchdog.TestStatuses.strange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions on states: being in them, entering and leaving them, and for how long. */
class StateConditionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceStatus RELOADING = status("reloading", "reload", Map.of("InvocationID", "a"));
    private static final ServiceStatus MISSING = status("inactive", "dead", Map.of("LoadState", "not-found"));

    @Test
    void inHoldsInEachOfItsStatesAndInNoOther() {
        ConditionFixture in = new ConditionFixture(Condition.in(ServiceState.RUNNING, ServiceState.STOPPED));

        assertThat(in.see(running("a")).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(in.see(stopped()).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(in.see(failed()).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(Condition.in(ServiceState.RUNNING, ServiceState.STOPPED)).hasToString("in running,stopped");
    }

    @Test
    void failedUpAndDownKnowTheirStates() {
        assertThat(states(Condition.failed())).containsExactly(true, false, false, false, false);
        assertThat(states(Condition.up())).containsExactly(false, true, false, false, true);
        assertThat(states(Condition.down())).containsExactly(true, false, true, false, false);
    }

    private static List<Boolean> states(Condition condition) {
        return List.of(failed(), running("a"), MISSING, restarting(), RELOADING).stream()
                .map(status -> new ConditionFixture(condition).see(status).holds())
                .toList();
    }

    @Test
    void aStateThatIsNotKnownIsNeitherInNorOut() {
        for (Condition condition : List.of(Condition.up(), Condition.down(), Condition.in(ServiceState.RUNNING))) {
            assertThat(new ConditionFixture(condition).truth()).isEqualTo(TruthValue.UNKNOWN);
            assertThat(new ConditionFixture(condition).see(strange()).truth()).isEqualTo(TruthValue.UNKNOWN);
            assertThat(new ConditionFixture(condition).see(running("a")).lose().truth())
                    .isEqualTo(TruthValue.UNKNOWN);
        }
    }

    @Test
    void enteredHoldsAtTheMomentOnly() {
        ConditionFixture entered = new ConditionFixture(Condition.entered(ServiceState.ERROR)).see(running("a"));
        assertThat(entered.holds()).isFalse();

        assertThat(entered.see(failed()).evaluation().momentary()).isTrue();
        assertThat(entered.holds()).isTrue();
        assertThat(entered.settle().holds()).isFalse();
        assertThat(entered.see(failed()).holds()).isFalse();
    }

    @Test
    void theFirstStatusIsNotEntered() {
        assertThat(new ConditionFixture(Condition.entered(ServiceState.ERROR))
                        .see(failed())
                        .holds())
                .isFalse();
    }

    @Test
    void leftHoldsAtTheMomentOnly() {
        ConditionFixture left = new ConditionFixture(Condition.left(ServiceState.RUNNING)).see(running("a"));
        assertThat(left.holds()).isFalse();

        assertThat(left.see(failed()).holds()).isTrue();
        assertThat(left.settle().see(stopped()).holds()).isFalse();
    }

    @Test
    void crashedHoldsAtTheMomentAlsoWhenSystemdRestartsAtOnce() {
        ConditionFixture crashed =
                new ConditionFixture(Condition.crashed()).see(status("active", "running", run("a", 0)));

        assertThat(crashed.see(status("active", "running", run("b", 1))).holds())
                .isTrue();
        assertThat(crashed.settle().holds()).isFalse();
        assertThat(crashed.see(stopped()).holds()).isFalse();
    }

    private static Map<String, String> run(String run, int restarts) {
        return Map.of("InvocationID", run, "NRestarts", "" + restarts);
    }

    @Test
    void heldForCountsFromWhenTheStateBegan() {
        ConditionFixture held = new ConditionFixture(Condition.failed().heldFor(MINUTE))
                .see(running("a"))
                .passSeconds(5)
                .see(failed());

        assertThat(held.evaluation().changesAt()).isEqualTo(held.now().plus(MINUTE));
        assertThat(held.passSeconds(59).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(held.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(held.evaluation().evidence()).endsWith(", for 1min");
    }

    @Test
    void heldForCountsFromWhatSystemdSaysWhenTheProgramBegins() {
        ConditionFixture held = new ConditionFixture(Condition.up().heldFor(MINUTE))
                .passSeconds(90)
                .see(status("active", "running", Map.of("StateChangeTimestamp", "Thu 2026-01-01 00:00:10 UTC")));

        assertThat(held.truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void heldForBeginsAnewAfterABreak() {
        ConditionFixture held = new ConditionFixture(Condition.failed().heldFor(MINUTE))
                .see(failed())
                .passSeconds(50);
        assertThat(held.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(held.see(running("b")).passSeconds(5).truth()).isEqualTo(TruthValue.FALSE);
        held.see(failed());

        assertThat(held.passSeconds(59).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(held.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void heldForOutlastsTheTimeInWhichNothingIsKnown() {
        ConditionFixture held = new ConditionFixture(Condition.failed().heldFor(MINUTE)).see(failed());
        assertThat(held.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(held.passSeconds(30).lose().truth()).isEqualTo(TruthValue.UNKNOWN);

        assertThat(held.passSeconds(30).see(failed()).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void heldForOfAConditionWithoutAStateCountsFromWhenItWasFoundToHold() {
        ConditionFixture held =
                new ConditionFixture(Condition.that("always", snapshot -> true).heldFor(MINUTE)).see(running("a"));
        assertThat(held.truth()).isEqualTo(TruthValue.FALSE);

        assertThat(held.passSeconds(60).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void aMomentIsHeldForNothing() {
        Condition crashedOrMasked = Condition.crashed().or(Condition.in(ServiceState.MASKED));
        ConditionFixture held = new ConditionFixture(crashedOrMasked.heldFor(MINUTE))
                .see(running("a"))
                .see(failed());

        assertThat(held.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(held.passSeconds(60).truth()).isEqualTo(TruthValue.FALSE);
    }

    @Test
    void upForIsNotEndedByAReload() {
        ConditionFixture up = new ConditionFixture(Condition.upFor(MINUTE)).see(running("a"));
        assertThat(up.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(up.passSeconds(30).see(RELOADING).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(up.see(running("a")).truth()).isEqualTo(TruthValue.FALSE);

        assertThat(up.passSeconds(30).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(Condition.upFor(MINUTE)).hasToString("up-for 1min");
    }

    @Test
    void upForBeginsAnewWithEachRun() {
        ConditionFixture up =
                new ConditionFixture(Condition.upFor(MINUTE)).see(running("a")).passSeconds(60);
        assertThat(up.truth()).isEqualTo(TruthValue.TRUE);

        assertThat(up.see(running("b")).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(up.passSeconds(60).truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void upForLessHoldsInTheFirstTimeOfARun() {
        ConditionFixture young = new ConditionFixture(Condition.upForLess(MINUTE)).see(running("a"));

        assertThat(young.truth()).isEqualTo(TruthValue.TRUE);
        assertThat(young.evaluation().changesAt()).isEqualTo(young.now().plus(MINUTE));
        assertThat(young.passSeconds(60).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(young.see(running("b")).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(young.see(failed()).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(young.lose().truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(Condition.upForLess(MINUTE)).hasToString("up-for-less 1min");
    }

    @Test
    void emptyAndNegativeQuestionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(Condition::in).withMessage("at least one state is required");
        assertThatIllegalArgumentException().isThrownBy(Condition::entered);
        assertThatIllegalArgumentException().isThrownBy(Condition::left);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.up().heldFor(Duration.ZERO))
                .withMessageContaining("must be positive, but was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.upForLess(Duration.ofSeconds(-1)))
                .withMessageContaining("-1s");
    }
}
