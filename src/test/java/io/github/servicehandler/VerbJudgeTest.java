package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerbJudgeTest {

    private static final ShowOutput DOWN = unit("a").dead();
    private static final ShowOutput UP = unit("a").running();
    private static final ShowOutput UP_AGAIN = UP.run("bbbb").with("MainPID", 43);
    private static final ShowOutput DONE =
            unit("a").with("Type", "oneshot").is("active", "exited").run("aaaa");
    private static final ShowOutput STARTING =
            unit("a").is("activating", "start").run("aaaa");
    private static final ShowOutput FAILED = unit("a").failed();
    private static final ShowOutput FAILED_AGAIN = FAILED.run("bbbb");
    private static final ShowOutput RESTARTING =
            unit("a").is("activating", "auto-restart").run("aaaa");
    private static final ShowOutput UNMET = DOWN.with("ConditionResult", "no").with("ConditionTimestampMonotonic", 7);
    private static final ShowOutput EXEC_CONDITION = DOWN.with("Result", "exec-condition");
    private static final ShowOutput ENABLED = DOWN.enablement("enabled");
    private static final ShowOutput MASKED = DOWN.with("LoadState", "masked").enablement("masked");
    private static final ShowOutput STATIC = DOWN.enablement("static");
    private static final ShowOutput FROZEN = UP.with("FreezerState", "frozen");

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource
    void judges(Verb verb, ShowOutput before, ShowOutput after, Outcome.Kind response, String story) {
        assertThat(VerbJudge.judge(verb, before.status(), after.status(), false))
                .isEqualTo(response);
    }

    static Stream<Arguments> judges() {
        return Stream.of(
                row(Verb.START, DOWN, UP, Outcome.Kind.OK, "was down, is up"),
                row(Verb.START, UP, UP, Outcome.Kind.ALREADY, "is up as before"),
                row(Verb.START, UP, UP_AGAIN, Outcome.Kind.OK, "is up, but was restarted in between"),
                row(Verb.START, DOWN, DONE, Outcome.Kind.OK, "has run and remains"),
                row(Verb.START, DONE, DONE, Outcome.Kind.ALREADY, "had run and remains"),
                row(Verb.START, DOWN, DOWN.run("bbbb"), Outcome.Kind.OK, "has run and ended"),
                row(Verb.START, FAILED, UP_AGAIN, Outcome.Kind.OK, "had failed, is up"),
                row(Verb.START, DOWN, FAILED, Outcome.Kind.OK, "was started, has failed since"),
                row(Verb.START, FAILED, FAILED_AGAIN, Outcome.Kind.OK, "was started, has failed again since"),
                row(Verb.START, DOWN, RESTARTING, Outcome.Kind.OK, "was started, has failed since and waits"),
                row(Verb.START, DOWN, UNMET, Outcome.Kind.SKIPPED, "has an unmet condition"),
                row(Verb.START, UNMET, UNMET.with("ConditionTimestampMonotonic", 9), Outcome.Kind.SKIPPED, "still has"),
                row(Verb.START, DOWN, EXEC_CONDITION, Outcome.Kind.SKIPPED, "has an ExecCondition that was not met"),
                row(Verb.START.noBlock(), DOWN, STARTING, Outcome.Kind.OK, "was only ordered to start"),
                row(Verb.START.noBlock(), FAILED, FAILED, Outcome.Kind.OK, "has not got to it yet"),
                row(Verb.RESTART, UP, UP_AGAIN, Outcome.Kind.OK, "was restarted"),
                row(Verb.RESTART, DOWN, UP, Outcome.Kind.OK, "was started"),
                row(Verb.RESTART, UP, FAILED, Outcome.Kind.OK, "was restarted, has failed since"),
                row(Verb.RELOAD_OR_RESTART, UP, UP, Outcome.Kind.OK, "was reloaded"),
                row(Verb.RELOAD_OR_RESTART, DOWN, FAILED, Outcome.Kind.OK, "was started, has failed since"),
                row(Verb.TRY_RESTART, UP, UP_AGAIN, Outcome.Kind.OK, "was restarted"),
                row(Verb.TRY_RESTART, DOWN, DOWN, Outcome.Kind.SKIPPED, "was down"),
                row(Verb.TRY_RESTART, FAILED, FAILED, Outcome.Kind.SKIPPED, "was down"),
                row(Verb.TRY_RESTART, UP, FAILED, Outcome.Kind.OK, "was restarted, has failed since"),
                row(Verb.STOP, UP, DOWN, Outcome.Kind.OK, "was stopped"),
                row(Verb.STOP, RESTARTING, DOWN, Outcome.Kind.OK, "was kept from restarting"),
                row(Verb.STOP, DOWN, DOWN, Outcome.Kind.ALREADY, "was down"),
                row(Verb.STOP, FAILED, FAILED, Outcome.Kind.ALREADY, "was down"),
                row(Verb.STOP, UP, FAILED, Outcome.Kind.OK, "did not like to be stopped, but is"),
                row(Verb.RELOAD, UP, UP, Outcome.Kind.OK, "was reloaded"),
                row(Verb.kill(Signal.TERM), UP, DOWN, Outcome.Kind.OK, "was killed"),
                row(Verb.kill(Signal.HUP), UP, UP, Outcome.Kind.OK, "lives on"),
                row(Verb.kill(Signal.TERM), FAILED, FAILED, Outcome.Kind.FAILED, "has no process"),
                row(Verb.CLEAN, DOWN, DOWN, Outcome.Kind.OK, "was cleaned"),
                row(Verb.ENABLE, DOWN, ENABLED, Outcome.Kind.OK, "is enabled"),
                row(Verb.ENABLE, ENABLED, ENABLED, Outcome.Kind.ALREADY, "was enabled"),
                row(Verb.ENABLE, STATIC, STATIC, Outcome.Kind.SKIPPED, "has nothing to enable"),
                row(Verb.ENABLE.now(), DOWN, UP.enablement("enabled"), Outcome.Kind.OK, "is enabled and up"),
                row(Verb.ENABLE.now(), UP, UP.enablement("enabled"), Outcome.Kind.OK, "is enabled, was up"),
                row(Verb.ENABLE.now(), ENABLED, UP.enablement("enabled"), Outcome.Kind.OK, "was enabled, is up"),
                row(
                        Verb.ENABLE.now(),
                        UP.enablement("enabled"),
                        UP.enablement("enabled"),
                        Outcome.Kind.ALREADY,
                        "was enabled and up"),
                row(
                        Verb.ENABLE.now(),
                        DOWN,
                        FAILED.enablement("enabled"),
                        Outcome.Kind.OK,
                        "is enabled and was started, has failed since"),
                row(Verb.REENABLE, ENABLED, ENABLED, Outcome.Kind.OK, "has its links again"),
                row(Verb.REENABLE.now(), ENABLED, FAILED, Outcome.Kind.OK, "has its links again, has failed since"),
                row(Verb.DISABLE, ENABLED, DOWN, Outcome.Kind.OK, "is disabled"),
                row(Verb.DISABLE, DOWN, DOWN, Outcome.Kind.ALREADY, "was disabled"),
                row(Verb.DISABLE.now(), UP, DOWN, Outcome.Kind.OK, "was disabled, is down"),
                row(Verb.DISABLE.now(), DOWN, DOWN, Outcome.Kind.ALREADY, "was disabled and down"),
                row(Verb.MASK, DOWN, MASKED, Outcome.Kind.OK, "is masked"),
                row(Verb.MASK, MASKED, MASKED, Outcome.Kind.ALREADY, "was masked"),
                row(Verb.MASK.now(), UP.enablement("masked"), MASKED, Outcome.Kind.OK, "was masked, is down"),
                row(Verb.MASK.now(), MASKED, MASKED, Outcome.Kind.ALREADY, "was masked and down"),
                row(Verb.UNMASK, MASKED, DOWN, Outcome.Kind.OK, "is unmasked"),
                row(Verb.UNMASK, DOWN, DOWN, Outcome.Kind.ALREADY, "was not masked"),
                row(Verb.RESET_FAILED, FAILED, DOWN, Outcome.Kind.OK, "is forgiven"),
                row(Verb.RESET_FAILED, DOWN, DOWN, Outcome.Kind.ALREADY, "had not failed"),
                row(Verb.RESET_FAILED, UP.with("NRestarts", 2), UP, Outcome.Kind.OK, "had its restarts forgotten"),
                row(Verb.FREEZE, UP, FROZEN, Outcome.Kind.OK, "is frozen"),
                row(Verb.FREEZE, FROZEN, FROZEN, Outcome.Kind.ALREADY, "was frozen"),
                row(Verb.THAW, FROZEN, UP, Outcome.Kind.OK, "is thawed"),
                row(Verb.THAW, UP, UP, Outcome.Kind.ALREADY, "was not frozen"));
    }

    @ParameterizedTest
    @MethodSource
    void judgesByTheLinks(Verb verb, ShowOutput before, ShowOutput after, boolean linksChanged, Outcome.Kind kind) {
        assertThat(VerbJudge.judge(verb, before.status(), after.status(), linksChanged))
                .isEqualTo(kind);
    }

    static Stream<Arguments> judgesByTheLinks() {
        ShowOutput indirect = DOWN.enablement("indirect");
        ShowOutput runtime = DOWN.enablement("enabled-runtime");
        ShowOutput masked = DOWN.with("LoadState", "masked").enablement("masked-runtime");
        return Stream.of(
                Arguments.of(Verb.ENABLE, indirect, indirect, true, Outcome.Kind.OK),
                Arguments.of(Verb.ENABLE, indirect, indirect, false, Outcome.Kind.ALREADY),
                Arguments.of(Verb.ENABLE, ENABLED, ENABLED, true, Outcome.Kind.OK),
                Arguments.of(Verb.ENABLE.runtime(), ENABLED, ENABLED, true, Outcome.Kind.OK),
                Arguments.of(Verb.ENABLE.now(), STATIC, UP.enablement("static"), false, Outcome.Kind.SKIPPED),
                Arguments.of(Verb.ENABLE.now(), STATIC, FAILED.enablement("static"), false, Outcome.Kind.SKIPPED),
                Arguments.of(Verb.DISABLE, indirect, indirect, true, Outcome.Kind.OK),
                Arguments.of(Verb.DISABLE, ENABLED, runtime, true, Outcome.Kind.FAILED),
                Arguments.of(Verb.DISABLE, runtime, runtime, false, Outcome.Kind.FAILED),
                Arguments.of(Verb.DISABLE.runtime(), ENABLED, ENABLED, true, Outcome.Kind.OK),
                Arguments.of(Verb.DISABLE.runtime(), ENABLED, ENABLED, false, Outcome.Kind.ALREADY),
                Arguments.of(Verb.DISABLE, missing("a"), missing("a"), false, Outcome.Kind.FAILED),
                Arguments.of(Verb.DISABLE, missing("a"), missing("a"), true, Outcome.Kind.OK),
                Arguments.of(Verb.MASK.runtime(), DOWN, DOWN, true, Outcome.Kind.FAILED),
                Arguments.of(Verb.MASK.runtime(), MASKED, MASKED, true, Outcome.Kind.OK),
                Arguments.of(Verb.UNMASK, masked, masked, false, Outcome.Kind.FAILED),
                Arguments.of(Verb.UNMASK, MASKED, masked, true, Outcome.Kind.FAILED),
                Arguments.of(Verb.UNMASK.runtime(), MASKED, MASKED, false, Outcome.Kind.ALREADY));
    }

    private static Arguments row(Verb verb, ShowOutput before, ShowOutput after, Outcome.Kind response, String story) {
        return Arguments.of(verb, before, after, response, story);
    }

    @ParameterizedTest
    @MethodSource
    void tellsWhetherAUnitIsAsAskedInSpiteOfAComplaint(Verb verb, ShowOutput asRequested, ShowOutput not) {
        assertThat(VerbJudge.isAsRequested(verb, asRequested.status())).isTrue();
        assertThat(VerbJudge.isAsRequested(verb, not.status())).isFalse();
    }

    static Stream<Arguments> tellsWhetherAUnitIsAsAskedInSpiteOfAComplaint() {
        return Stream.of(
                Arguments.of(Verb.START, UP, FAILED),
                Arguments.of(Verb.RESTART, UP, RESTARTING),
                Arguments.of(Verb.RELOAD_OR_RESTART, DONE, DOWN),
                Arguments.of(Verb.STOP, DOWN, UP),
                Arguments.of(Verb.ENABLE, ENABLED, DOWN),
                Arguments.of(Verb.REENABLE, DOWN.enablement("enabled-runtime"), STATIC),
                Arguments.of(Verb.DISABLE, DOWN, ENABLED),
                Arguments.of(Verb.MASK, MASKED, DOWN),
                Arguments.of(Verb.UNMASK, DOWN, MASKED),
                Arguments.of(Verb.RESET_FAILED, DOWN, FAILED),
                Arguments.of(Verb.FREEZE, FROZEN, UP),
                Arguments.of(Verb.THAW, UP, FROZEN));
    }

    @Test
    void aMissingUnitIsAsNobodyAsksFor() {
        ServiceStatus missing = missing("a").status();
        assertThat(Stream.of(Verb.START, Verb.STOP, Verb.ENABLE, Verb.DISABLE, Verb.MASK, Verb.RESET_FAILED, Verb.THAW))
                .noneMatch(verb -> VerbJudge.isAsRequested(verb, missing));
    }

    @Test
    void anEnablementThatWasNotAskedForProvesNothing() {
        ServiceStatus unknown = ServiceStatus.notLoaded(DOWN.name());
        assertThat(VerbJudge.judge(Verb.ENABLE, unknown, unknown, false)).isEqualTo(Outcome.Kind.OK);
        assertThat(VerbJudge.judge(Verb.DISABLE, unknown, unknown, false)).isEqualTo(Outcome.Kind.OK);
        assertThat(VerbJudge.judge(Verb.UNMASK, unknown, unknown, false)).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void aUnitThatIsDownWithoutATraceWasForgotten() {
        assertThat(VerbJudge.isForgotten(DOWN.status())).isTrue();
        assertThat(VerbJudge.isForgotten(DOWN.run("aaaa").status())).isFalse();
        assertThat(VerbJudge.isForgotten(UNMET.status())).isFalse();
        assertThat(VerbJudge.isForgotten(UP.status())).isFalse();
    }

    @Test
    void aStartWasRefusedIfTheUnitFailedAgainWithoutANewRun() {
        ShowOutput failed = FAILED.with("StartLimitBurst", 2)
                .with("InactiveEnterTimestampMonotonic", 5)
                .with("StateChangeTimestampMonotonic", 5);
        ShowOutput refused = failed.with("StateChangeTimestampMonotonic", 9);

        assertThat(VerbJudge.wasStartRefused(Verb.START, failed.status(), refused.status()))
                .isTrue();
        assertThat(VerbJudge.wasStartRefused(Verb.STOP, failed.status(), refused.status()))
                .isFalse();
        assertThat(VerbJudge.wasStartRefused(Verb.START, refused.status(), refused.status()))
                .isFalse();
        assertThat(VerbJudge.wasStartRefused(
                        Verb.START, failed.status(), refused.run("bbbb").status()))
                .isFalse();
    }
}
