package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbTest {

    @ParameterizedTest
    @MethodSource
    void isWrittenAsOnTheCommandLine(Verb verb, String words) {
        assertThat(verb).hasToString(words);
    }

    static Stream<Arguments> isWrittenAsOnTheCommandLine() {
        return Stream.of(
                Arguments.of(Verb.START, "start"),
                Arguments.of(Verb.START.noBlock(), "start --no-block"),
                Arguments.of(Verb.START.noBlock().noBlock(), "start --no-block"),
                Arguments.of(Verb.STOP, "stop"),
                Arguments.of(Verb.STOP.withJobMode(JobMode.TRIGGERING), "stop --job-mode=triggering"),
                Arguments.of(
                        Verb.START.withJobMode(JobMode.FAIL).noBlock().withJobMode(JobMode.REPLACE_IRREVERSIBLY),
                        "start --no-block --job-mode=replace-irreversibly"),
                Arguments.of(Verb.RESTART, "restart"),
                Arguments.of(Verb.TRY_RESTART, "try-restart"),
                Arguments.of(Verb.RELOAD, "reload"),
                Arguments.of(Verb.RELOAD_OR_RESTART, "reload-or-restart"),
                Arguments.of(Verb.ENABLE, "enable"),
                Arguments.of(Verb.ENABLE.now().runtime(), "enable --now --runtime"),
                Arguments.of(Verb.DISABLE.now(), "disable --now"),
                Arguments.of(Verb.REENABLE.now(), "reenable --now"),
                Arguments.of(Verb.MASK.now().runtime(), "mask --now --runtime"),
                Arguments.of(Verb.UNMASK.runtime(), "unmask --runtime"),
                Arguments.of(Verb.RESET_FAILED, "reset-failed"),
                Arguments.of(Verb.CLEAN, "clean"),
                Arguments.of(Verb.clean(), "clean"),
                Arguments.of(Verb.clean("state", "logs"), "clean --what=state --what=logs"),
                Arguments.of(Verb.FREEZE, "freeze"),
                Arguments.of(Verb.THAW, "thaw"),
                Arguments.of(Verb.kill(Signal.HUP), "kill --signal=SIGHUP --kill-who=all"),
                Arguments.of(Verb.kill(Signal.KILL, KillTarget.MAIN), "kill --signal=SIGKILL --kill-who=main"),
                Arguments.of(
                        Verb.kill(Signal.realTime(3), KillTarget.CONTROL),
                        "kill --signal=SIGRTMIN+3 --kill-who=control"));
    }

    @Test
    void hasTwoMinutesUnlessToldOtherwise() {
        assertThat(Verb.START.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(Verb.START.within(Duration.ofSeconds(1)).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Verb.START.within(Duration.ofSeconds(1)).noBlock().deadline())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void itsCommandHasItsDeadline() {
        SystemctlCommands commands = new SystemctlCommands(List.of("--system"), Duration.ofSeconds(7));
        assertThat(Verb.ENABLE
                        .now()
                        .within(Duration.ofSeconds(3))
                        .request(List.of(UnitName.of("a")))
                        .command(commands))
                .isEqualTo(Command.of(
                                "systemctl",
                                "--system",
                                "--no-ask-password",
                                "--no-pager",
                                "enable",
                                "--now",
                                "--",
                                "a.service")
                        .withTimeout(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void needsAPositiveDeadline(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verb.START.within(Duration.ofSeconds(seconds)))
                .withMessageContaining("must be positive");
    }

    @Test
    void refusesAnOptionThatTheVerbDoesNotTake() {
        assertThatIllegalArgumentException().isThrownBy(Verb.START::now).withMessage("start does not take --now");
        assertThatIllegalArgumentException().isThrownBy(Verb.UNMASK::now).withMessage("unmask does not take --now");
        assertThatIllegalArgumentException()
                .isThrownBy(Verb.RESTART::runtime)
                .withMessage("restart does not take --runtime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "State", "state --force", "everything"})
    void refusesToCleanWhatNobodyKnows(String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verb.clean(what))
                .withMessageContaining("cannot clean \"" + what + "\"")
                .withMessageContaining("runtime");
    }

    @Test
    void isAValue() {
        assertThat(Verb.ENABLE.now())
                .isEqualTo(Verb.ENABLE.now())
                .hasSameHashCodeAs(Verb.ENABLE.now())
                .isNotEqualTo(Verb.ENABLE)
                .isNotEqualTo(Verb.DISABLE.now())
                .isNotEqualTo(Verb.ENABLE.now().within(Duration.ofSeconds(1)));
        assertThat(Verb.START.within(Verb.DEFAULT_DEADLINE)).isEqualTo(Verb.START);
    }

    @Test
    void onlyJobsHaveAMode() {
        for (Verb verb : List.of(Verb.ENABLE, Verb.ENABLE.now(), Verb.CLEAN, Verb.kill(Signal.HUP))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> verb.withJobMode(JobMode.FAIL))
                    .withMessageEndingWith(" does not take --job-mode=fail");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verb.STOP.withJobMode(JobMode.ISOLATE))
                .withMessage("stop does not take --job-mode=isolate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verb.RESTART.withJobMode(JobMode.TRIGGERING))
                .withMessage("restart does not take --job-mode=triggering");
    }
}
