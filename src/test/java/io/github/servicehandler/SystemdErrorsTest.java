package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.UnexpectedOutputException;
import io.github.servicehandler.internal.systemctl.OutputExcerpt;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of how {@link Systemd} handles a manager that does not answer as it should. */
class SystemdErrorsTest {

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);

    @Test
    void withoutSystemctlThereIsNoManager() {
        runner.on("show", command -> {
            throw new CommandStartException("no such program", command, true, null);
        });
        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> systemd.service("bot").state())
                .withMessageContaining("no \"systemctl\" on the PATH");
        assertThatThrownBy(systemd::version).isInstanceOf(ManagerUnavailableException.class);
    }

    @Test
    void withoutABusThereIsNoManager() {
        runner.on("show", CommandResult.failed(1, "Failed to connect to bus: No medium found"))
                .on("list-units", CommandResult.failed(1, "Failed to connect to bus: No medium found"))
                .on("list-unit-files", CommandResult.failed(1, "Failed to connect to bus: No medium found"));
        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> systemd.service("bot").start())
                .withMessageContaining("enable-linger")
                .satisfies(e -> assertThat(e.exitCode()).hasValue(1))
                .satisfies(e -> assertThat(e.stderr()).contains("No medium found"));
        assertThatThrownBy(systemd::listUnits).isInstanceOf(ManagerUnavailableException.class);
        assertThatThrownBy(systemd::listUnitFiles).isInstanceOf(ManagerUnavailableException.class);
    }

    @Test
    void aBusThatGoesAwayInTheMiddleIsAnErrorNotAnOutcome() {
        runner.shows(unit("bot").dead())
                .on("start", CommandResult.failed(1, "Failed to connect to bus: No such file or directory"));
        assertThatThrownBy(() -> systemd.service("bot").start()).isInstanceOf(ManagerUnavailableException.class);
    }

    @Test
    void aDeniedVerbIsAnError() {
        runner.shows(unit("bot").dead())
                .on("start", CommandResult.failed(4, "Failed to start bot.service: Access denied"));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> systemd.service("bot").start())
                .withMessageContaining("its own user");
    }

    @Test
    void aTimeoutIsPassedOn() {
        runner.on("show", command -> {
            throw new CommandTimeoutException(command);
        });
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() ->
                        systemd.withTimeout(Duration.ofMillis(7)).service("bot").state())
                .withMessageContaining("7 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "garbage\n",
                "\uFFFD\uFFFD\uFFFD\n",
                "Id=bot.service\n",
                "Id=bot.service\nLoadState=loaded\nActiveState=active\nSubState=runn",
                "Id=other.service\nLoadState=loaded\nActiveState=active\nSubState=running\n",
                "Usage: systemctl [OPTIONS...] COMMAND ...\n"
            })
    void garbageIsAnErrorThatShowsIt(String output) {
        runner.on("show", CommandResult.ok(output));
        assertThatExceptionOfType(UnexpectedOutputException.class)
                .isThrownBy(() -> systemd.service("bot").state())
                .withMessageContaining("unexpected output")
                .withMessageContaining(OutputExcerpt.of(output))
                .withMessageContaining("systemctl --user")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void garbageInsteadOfAListIsAnErrorToo() {
        runner.on("list-units", CommandResult.ok("UNIT LOAD ACTIVE\n")).on("list-unit-files", CommandResult.ok("[{}]"));
        assertThatThrownBy(systemd::listUnits)
                .isInstanceOf(UnexpectedOutputException.class)
                .hasMessageContaining("UNIT LOAD");
        assertThatThrownBy(systemd::listUnitFiles)
                .isInstanceOf(UnexpectedOutputException.class)
                .hasMessageContaining("unit_file");
    }

    @Test
    void usableOutputIsTakenInSpiteOfAComplaint() {
        runner.on("show", new CommandResult(1, unit("bot").running().toString(), "Unknown property", Duration.ZERO));
        assertThat(systemd.service("bot").state()).isEqualTo(ServiceState.RUNNING);
    }
}
