package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.CapturedOutput;
import io.github.servicehandler.CapturedOutput.Complained;
import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.UnexpectedOutputException;
import io.github.servicehandler.command.UnitNotFoundException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemctlErrorsTest {

    private static final Command USER = Command.of("systemctl", "--user", "start", "a.service");
    private static final Command SYSTEM = Command.of("systemctl", "--system", "start", "a.service");

    @Test
    @Timeout(10)
    void aFloodOfComplaintsIsReadInTime() {
        CommandResult flood = CommandResult.failed(1, "Failed to connect to ".repeat(500_000));
        assertThat(SystemctlErrors.isManagerFailure(flood)).isFalse();
    }

    static Stream<Complained> withoutAManager() {
        return captured("env ");
    }

    @ParameterizedTest
    @MethodSource("withoutAManager")
    void withoutAManagerItSaysHowToGetOne(Complained complained) {
        assertThat(translated(USER, complained))
                .isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("loginctl enable-linger")
                .hasMessageContaining("not that of another user")
                .hasMessageContaining(complained.stderr().strip());
        assertThat(SystemctlErrors.isManagerFailure(result(complained))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System has not been booted with systemd as init system (PID 1). Can't operate.\n"
                        + "Failed to connect to bus: Host is down",
                "Failed to get D-Bus connection: Operation not permitted",
                "Failed to connect to bus: Permission denied",
                "Failed to connect to system scope bus via local transport: No such file or directory"
            })
    void aMachineWithoutSystemdHasNoManagerEither(String stderr) {
        assertThat(SystemctlErrors.translate(SYSTEM, CommandResult.failed(1, stderr)))
                .isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("was not started by systemd");
    }

    static Stream<Complained> denied() {
        return captured("systemctl --system ");
    }

    @ParameterizedTest
    @MethodSource("denied")
    void whoMayNotIsToldWhoMay(Complained complained) {
        assertThat(translated(SYSTEM, complained))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("Access denied")
                .hasMessageContaining("root");
        assertThat(SystemctlErrors.isManagerFailure(result(complained))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to start a.service: Interactive authentication required.",
                "Failed to start a.service: Access denied",
                "Failed to reload daemon: Permission denied"
            })
    void denialIsReadFromTheTextWhereTheExitCodeDoesNotTell(String stderr) {
        assertThat(SystemctlErrors.translate(SYSTEM, CommandResult.failed(1, stderr)))
                .isInstanceOf(AccessDeniedException.class)
                .extracting(e -> e.exitCode().getAsInt(), CommandException::stderr)
                .containsExactly(1, stderr);
    }

    static Stream<Complained> aboutUnits() {
        return captured("systemctl --user ");
    }

    @ParameterizedTest
    @MethodSource("aboutUnits")
    void whatIsWrongWithAUnitIsNoFailureOfTheCommand(Complained complained) {
        assertThat(SystemctlErrors.isManagerFailure(result(complained))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void aMissingUnitIsNotFoundInEveryVersion(CapturedOutput systemd) {
        for (String verb :
                new String[] {"start", "stop", "restart", "enable", "disable", "reenable", "clean", "freeze"}) {
            assertThat(translated(USER, systemd.complaint("systemctl --user " + verb + " missing.service")))
                    .as(verb)
                    .isInstanceOf(UnitNotFoundException.class)
                    .hasMessageContaining("missing.service");
        }
    }

    @Test
    void anythingElseIsSaidAsItIs() {
        assertThat(SystemctlErrors.translate(USER, CommandResult.failed(1, "Something\n  went wrong.\n")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("exit code 1: Something; went wrong. [systemctl --user start a.service]");
    }

    @Test
    void noSystemctlIsNoSystemd() {
        CommandStartException failure = new CommandStartException("no", USER, true, null);
        assertThat(SystemctlErrors.translate(failure))
                .isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("no \"systemctl\" on the PATH")
                .hasCause(failure);
    }

    @Test
    void anotherReasonNotToStartStaysWhatItIs() {
        CommandStartException failure = new CommandStartException("too long", USER, false, null);
        assertThat(SystemctlErrors.translate(failure)).isSameAs(failure);
    }

    @Test
    void unreadableOutputIsShownInPart() {
        String garbage = "first line\nsecond line\n" + "x".repeat(1_000_000);
        CommandException exception = SystemctlErrors.unreadable(
                USER, CommandResult.ok(garbage), new IllegalArgumentException("no property"));
        assertThat(exception)
                .isInstanceOf(UnexpectedOutputException.class)
                .hasMessageContaining("no property")
                .hasMessageContaining("first line; second line; xxx")
                .hasMessageContaining("systemctl --user start a.service");
        assertThat(exception.getMessage()).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\n", "\u00a0", "\0"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anExcerptOfAnythingTakesNoTime(String blank) {
        assertThat(OutputExcerpt.of("a" + blank.repeat(2_000_000) + "b").length())
                .isLessThanOrEqualTo(301);
    }

    private static Stream<Complained> captured(String prefix) {
        return CapturedOutput.all()
                .flatMap(CapturedOutput::complaints)
                .filter(complained -> complained.command().startsWith(prefix) && complained.exitCode() != 0);
    }

    private static CommandException translated(Command command, Complained complained) {
        return SystemctlErrors.translate(command, result(complained));
    }

    private static CommandResult result(Complained complained) {
        return CommandResult.failed(complained.exitCode(), complained.stderr());
    }
}
