package io.github.servicehandler.internal.systemctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the command lines that the library runs. */
class SystemctlCommandsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(7);
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final List<UnitName> UNITS = List.of(UnitName.of("a"), UnitName.of("b.timer"));

    private final SystemctlCommands user =
            new SystemctlCommands(ManagerAddress.user().arguments(), TIMEOUT);
    private final SystemctlCommands system =
            new SystemctlCommands(ManagerAddress.system().arguments(), TIMEOUT);

    @Test
    void aVerbNamesItsUnitsAfterADoubleDash() {
        assertThat(user.verb(List.of("start"), DEADLINE, UNITS))
                .isEqualTo(Command.of(
                                "systemctl",
                                "--user",
                                "--no-ask-password",
                                "--no-pager",
                                "start",
                                "--",
                                "a.service",
                                "b.timer")
                        .withTimeout(DEADLINE));
    }

    @Test
    void aVerbHasItsOwnDeadline() {
        assertThat(system.verb(List.of("enable", "--now"), Duration.ofSeconds(3), List.of(UnitName.of("a"))))
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

    @Test
    void aQuestionHasTheTimeoutOfTheManager() {
        assertThat(user.show(UNITS, List.of("Id")).timeout()).isEqualTo(TIMEOUT);
        assertThat(user.listUnits(List.of()).timeout()).isEqualTo(TIMEOUT);
        assertThat(user.showManager(List.of("Version")).timeout()).isEqualTo(TIMEOUT);
        assertThat(user.daemonReload(DEADLINE).timeout()).isEqualTo(DEADLINE);
    }

    @Test
    void microsecondsAreAskedForWhereThereIsATimestamp() {
        assertThat(user.show(UNITS, List.of("Id", "StateChangeTimestamp")))
                .hasToString("systemctl --user --no-ask-password --no-pager show --timestamp=us+utc"
                        + " --property=Id,StateChangeTimestamp -- a.service b.timer");
        assertThat(user.show(UNITS, List.of("Id")))
                .hasToString("systemctl --user --no-ask-password --no-pager show --property=Id -- a.service b.timer");
    }

    @Test
    void patternsAreNoOptions() {
        assertThat(user.listUnits(List.of("--version", "bot-*")))
                .hasToString("systemctl --user --no-ask-password --no-pager list-units --all --full --output=json"
                        + " -- --version 'bot-*'");
        assertThat(user.listUnitFiles(List.of("bot@*")))
                .hasToString("systemctl --user --no-ask-password --no-pager list-unit-files --full --output=json"
                        + " -- 'bot@*'");
    }

    @Test
    void theManagerHasPropertiesToo() {
        assertThat(user.showManager(List.of("Version", "UnitPath")))
                .hasToString("systemctl --user --no-ask-password --no-pager show --property=Version,UnitPath");
        assertThat(system.daemonReload(DEADLINE))
                .hasToString("systemctl --system --no-ask-password --no-pager daemon-reload");
    }
}
