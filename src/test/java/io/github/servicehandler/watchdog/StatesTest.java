package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.Statuses.failed;
import static io.github.servicehandler.watchdog.Statuses.restarting;
import static io.github.servicehandler.watchdog.Statuses.running;
import static io.github.servicehandler.watchdog.Statuses.status;
import static io.github.servicehandler.watchdog.Statuses.stopped;
import static io.github.servicehandler.watchdog.Statuses.strange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The conditions about states: while in them, at coming to and leaving them, and for how long. */
class StatesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ServiceStatus RELOADING = status("reloading", "reload", Map.of("InvocationID", "a"));
    private static final ServiceStatus MISSING = status("inactive", "dead", Map.of("LoadState", "not-found"));

    @Test
    void inHoldsInEachOfItsStatesAndInNoOther() {
        Asked in = new Asked(Condition.in(ServiceState.RUNNING, ServiceState.STOPPED));

        assertThat(in.see(running("a")).truth()).isEqualTo(Truth.TRUE);
        assertThat(in.see(stopped()).truth()).isEqualTo(Truth.TRUE);
        assertThat(in.see(failed()).truth()).isEqualTo(Truth.FALSE);
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
                .map(status -> new Asked(condition).see(status).holds())
                .toList();
    }

    @Test
    void aStateThatIsNotKnownIsNeitherInNorOut() {
        for (Condition condition : List.of(Condition.up(), Condition.down(), Condition.in(ServiceState.RUNNING))) {
            assertThat(new Asked(condition).truth()).isEqualTo(Truth.UNKNOWN);
            assertThat(new Asked(condition).see(strange()).truth()).isEqualTo(Truth.UNKNOWN);
            assertThat(new Asked(condition).see(running("a")).lose().truth()).isEqualTo(Truth.UNKNOWN);
        }
    }

    @Test
    void enteredHoldsAtTheMomentOnly() {
        Asked entered = new Asked(Condition.entered(ServiceState.ERROR)).see(running("a"));
        assertThat(entered.holds()).isFalse();

        assertThat(entered.see(failed()).finding().momentary()).isTrue();
        assertThat(entered.holds()).isTrue();
        assertThat(entered.settle().holds()).isFalse();
        assertThat(entered.see(failed()).holds()).isFalse();
    }

    @Test
    void theFirstStatusIsNotEntered() {
        assertThat(new Asked(Condition.entered(ServiceState.ERROR))
                        .see(failed())
                        .holds())
                .isFalse();
    }

    @Test
    void leftHoldsAtTheMomentOnly() {
        Asked left = new Asked(Condition.left(ServiceState.RUNNING)).see(running("a"));
        assertThat(left.holds()).isFalse();

        assertThat(left.see(failed()).holds()).isTrue();
        assertThat(left.settle().see(stopped()).holds()).isFalse();
    }

    @Test
    void crashedHoldsAtTheMomentAlsoWhenSystemdRestartsAtOnce() {
        Asked crashed = new Asked(Condition.crashed()).see(status("active", "running", run("a", 0)));

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
        Asked held = new Asked(Condition.failed().heldFor(MINUTE))
                .see(running("a"))
                .passSeconds(5)
                .see(failed());

        assertThat(held.finding().changesAt()).isEqualTo(held.now().plus(MINUTE));
        assertThat(held.passSeconds(59).truth()).isEqualTo(Truth.FALSE);
        assertThat(held.passSeconds(1).truth()).isEqualTo(Truth.TRUE);
        assertThat(held.finding().evidence()).endsWith(", for 1min");
    }

    @Test
    void heldForCountsFromWhatSystemdSaysWhenTheProgramBegins() {
        Asked held = new Asked(Condition.up().heldFor(MINUTE))
                .passSeconds(90)
                .see(status("active", "running", Map.of("StateChangeTimestamp", "Thu 2026-01-01 00:00:10 UTC")));

        assertThat(held.truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void heldForBeginsAnewAfterABreak() {
        Asked held = new Asked(Condition.failed().heldFor(MINUTE)).see(failed()).passSeconds(50);
        assertThat(held.truth()).isEqualTo(Truth.FALSE);
        assertThat(held.see(running("b")).passSeconds(5).truth()).isEqualTo(Truth.FALSE);
        held.see(failed());

        assertThat(held.passSeconds(59).truth()).isEqualTo(Truth.FALSE);
        assertThat(held.passSeconds(1).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void heldForOutlastsTheTimeInWhichNothingIsKnown() {
        Asked held = new Asked(Condition.failed().heldFor(MINUTE)).see(failed());
        assertThat(held.truth()).isEqualTo(Truth.FALSE);
        assertThat(held.passSeconds(30).lose().truth()).isEqualTo(Truth.UNKNOWN);

        assertThat(held.passSeconds(30).see(failed()).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void heldForOfAConditionWithoutAStateCountsFromWhenItWasFoundToHold() {
        Asked held = new Asked(Condition.that("always", snapshot -> true).heldFor(MINUTE)).see(running("a"));
        assertThat(held.truth()).isEqualTo(Truth.FALSE);

        assertThat(held.passSeconds(60).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void aMomentIsHeldForNothing() {
        Condition crashedOrMasked = Condition.crashed().or(Condition.in(ServiceState.MASKED));
        Asked held =
                new Asked(crashedOrMasked.heldFor(MINUTE)).see(running("a")).see(failed());

        assertThat(held.truth()).isEqualTo(Truth.FALSE);
        assertThat(held.passSeconds(60).truth()).isEqualTo(Truth.FALSE);
    }

    @Test
    void upForIsNotEndedByAReload() {
        Asked up = new Asked(Condition.upFor(MINUTE)).see(running("a"));
        assertThat(up.truth()).isEqualTo(Truth.FALSE);
        assertThat(up.passSeconds(30).see(RELOADING).truth()).isEqualTo(Truth.FALSE);
        assertThat(up.see(running("a")).truth()).isEqualTo(Truth.FALSE);

        assertThat(up.passSeconds(30).truth()).isEqualTo(Truth.TRUE);
        assertThat(Condition.upFor(MINUTE)).hasToString("up-for 1min");
    }

    @Test
    void upForBeginsAnewWithEachRun() {
        Asked up = new Asked(Condition.upFor(MINUTE)).see(running("a")).passSeconds(60);
        assertThat(up.truth()).isEqualTo(Truth.TRUE);

        assertThat(up.see(running("b")).truth()).isEqualTo(Truth.FALSE);
        assertThat(up.passSeconds(60).truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void upForLessHoldsInTheFirstTimeOfARun() {
        Asked young = new Asked(Condition.upForLess(MINUTE)).see(running("a"));

        assertThat(young.truth()).isEqualTo(Truth.TRUE);
        assertThat(young.finding().changesAt()).isEqualTo(young.now().plus(MINUTE));
        assertThat(young.passSeconds(60).truth()).isEqualTo(Truth.FALSE);
        assertThat(young.see(running("b")).truth()).isEqualTo(Truth.TRUE);
        assertThat(young.see(failed()).truth()).isEqualTo(Truth.FALSE);
        assertThat(young.lose().truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(Condition.upForLess(MINUTE)).hasToString("up-for-less 1min");
    }

    @Test
    void emptyAndNegativeQuestionsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(Condition::in).withMessage("which states? Name one at least");
        assertThatIllegalArgumentException().isThrownBy(Condition::entered);
        assertThatIllegalArgumentException().isThrownBy(Condition::left);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.up().heldFor(Duration.ZERO))
                .withMessageContaining("must be positive, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.upForLess(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }
}
