package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static io.github.servicehandler.watchdog.TestStatuses.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Signal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on how runs ended, and on how many there were. */
class RunConditionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The codes of wait(2) in ExecMainCode: exited, killed, dumped its core. */
    private static final String EXITED = "1";

    private static final String KILLED = "2";
    private static final String DUMPED = "3";

    @ParameterizedTest
    @CsvSource({"exit-code,TRUE", "timeout,TRUE", "signal,FALSE", "success,FALSE", "'',FALSE"})
    void resultComparesSystemdsWord(String word, TruthValue expected) {
        ConditionFixture asked = new ConditionFixture(Condition.result("exit-code", "timeout"))
                .see(status("failed", "failed", Map.of("Result", word)));

        assertThat(asked.truth()).isEqualTo(expected);
        assertThat(asked.evaluation().evidence()).endsWith("result " + word);
    }

    @Test
    void resultHoldsAlsoWhileSystemdIsAboutToRestart() {
        assertThat(new ConditionFixture(Condition.result("exit-code"))
                        .see(TestStatuses.restarting())
                        .holds())
                .isTrue();
    }

    @Test
    void exitCodeHoldsForEachOfItsCodesWhileTheServiceIsNotUp() {
        Condition condition = Condition.exitCode(7, 9);

        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", EXITED, "7"))
                        .holds())
                .isTrue();
        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", EXITED, "9"))
                        .holds())
                .isTrue();
        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", EXITED, "8"))
                        .truth())
                .isEqualTo(TruthValue.FALSE);
        assertThat(new ConditionFixture(condition)
                        .see(ended("active", EXITED, "7"))
                        .holds())
                .isFalse();
        assertThat(condition).hasToString("exit-code 7,9");
    }

    @Test
    void aSignalIsNoExitCode() {
        assertThat(new ConditionFixture(Condition.exitCode(9))
                        .see(ended("failed", KILLED, "9"))
                        .holds())
                .isFalse();
    }

    @Test
    void endedByHoldsForItsSignalAlsoWithACore() {
        Condition condition = Condition.endedBy(Signal.SEGV);

        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", KILLED, "11"))
                        .holds())
                .isTrue();
        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", DUMPED, "11"))
                        .holds())
                .isTrue();
        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", KILLED, "9"))
                        .truth())
                .isEqualTo(TruthValue.FALSE);
        assertThat(new ConditionFixture(condition)
                        .see(ended("failed", EXITED, "11"))
                        .holds())
                .isFalse();
        assertThat(new ConditionFixture(condition)
                        .see(ended("active", KILLED, "11"))
                        .holds())
                .isFalse();
    }

    private static ServiceStatus ended(String active, String code, String number) {
        String sub = active.equals("active") ? "running" : "failed";
        return status(active, sub, Map.of("Result", "exit-code", "ExecMainCode", code, "ExecMainStatus", number));
    }

    @Test
    void startLimitHitHoldsWhenSystemdHasGivenUp() {
        Condition condition = Condition.startLimitHit();

        assertThat(new ConditionFixture(condition)
                        .see(status("failed", "failed", Map.of("Result", "start-limit-hit")))
                        .holds())
                .isTrue();
        assertThat(new ConditionFixture(condition).see(failed()).holds()).isFalse();
    }

    @Test
    void withoutAStatusNothingIsKnown() {
        assertThat(new ConditionFixture(Condition.result("success")).truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(new ConditionFixture(Condition.exitCode(1))
                        .see(failed())
                        .lose()
                        .truth())
                .isEqualTo(TruthValue.UNKNOWN);
        assertThat(new ConditionFixture(Condition.endedBy(Signal.KILL)).truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(new ConditionFixture(Condition.startLimitHit()).truth()).isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void restartedCountsRunsWithinThePeriodWhoeverBeganThem() {
        ConditionFixture asked = new ConditionFixture(Condition.restarted(3, MINUTE)).see(running("a"));
        asked.passSeconds(10).see(running("b")).passSeconds(10).see(running("c"));
        assertThat(asked.truth()).isEqualTo(TruthValue.FALSE);
        asked.passSeconds(10).see(running("d"));

        assertThat(asked.truth()).isEqualTo(TruthValue.TRUE);
        assertThat(asked.evaluation().evidence()).isEqualTo("restarted 3 times in 1min");
    }

    @Test
    void aCountEndsByItselfWhenItsPeriodIsOver() {
        ConditionFixture asked = new ConditionFixture(Condition.restarted(2, MINUTE)).see(running("a"));
        asked.see(running("b")).passSeconds(10).see(running("c"));

        assertThat(asked.evaluation().changesAt()).isEqualTo(asked.now().plusSeconds(50));
        assertThat(asked.passSeconds(49).holds()).isTrue();
        assertThat(asked.passSeconds(1).holds()).isFalse();
        assertThat(asked.evaluation().changesAt()).isNull();
    }

    @Test
    void failedCountsFailuresAndNotRestarts() {
        ConditionFixture asked = new ConditionFixture(Condition.failed(2, MINUTE)).see(running("a"));
        asked.see(running("b")).see(running("c")).see(failed());
        assertThat(asked.truth()).isEqualTo(TruthValue.FALSE);
        asked.see(running("d")).passSeconds(5).see(failed());

        assertThat(asked.truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void failedCountsWhatSystemdRestartedBetweenTwoLooks() {
        ConditionFixture asked = new ConditionFixture(Condition.failed(2, MINUTE));
        for (int i = 0; i < 3; i++) {
            Map<String, String> properties = new HashMap<>();
            properties.put("InvocationID", "run" + i);
            properties.put("NRestarts", "" + i);
            asked.see(status("active", "running", properties));
        }

        assertThat(asked.truth()).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void emptyAndImpossibleQuestionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(Condition::result)
                .withMessage("at least one result is required");
        assertThatIllegalArgumentException().isThrownBy(Condition::exitCode);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.restarted(0, MINUTE))
                .withMessageContaining("from 1 to 1000, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.failed(1001, MINUTE))
                .withMessageContaining("but was 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.failed(1, Duration.ZERO))
                .withMessageContaining("the period must be positive");
    }
}
