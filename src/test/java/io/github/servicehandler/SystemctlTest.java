package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the command lines that the library runs; {@link CapturedTest} tests those that read. */
class SystemctlTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(7);
    private static final List<UnitName> UNITS = List.of(UnitName.of("a"), UnitName.of("b.timer"));

    private final Systemctl user = new Systemctl(Target.user(), TIMEOUT);
    private final Systemctl system = new Systemctl(Target.system(), TIMEOUT);

    @Test
    void aVerbNamesItsUnitsAfterADoubleDash() {
        assertThat(user.verb(Verb.START, UNITS))
                .isEqualTo(Command.of(
                                "systemctl",
                                "--user",
                                "--no-ask-password",
                                "--no-pager",
                                "start",
                                "--",
                                "a.service",
                                "b.timer")
                        .withTimeout(Verb.DEFAULT_DEADLINE));
    }

    @Test
    void aVerbHasItsOwnDeadline() {
        Verb verb = Verb.ENABLE.now().within(Duration.ofSeconds(3));
        assertThat(system.verb(verb, List.of(UnitName.of("a"))))
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
        assertThat(user.daemonReload().timeout()).isEqualTo(Verb.DEFAULT_DEADLINE);
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
        assertThat(system.daemonReload()).hasToString("systemctl --system --no-ask-password --no-pager daemon-reload");
    }

    @Test
    void theJournalIsAskedForARun() {
        assertThat(user.lastMessages("aaaa", 5))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + USER_INVOCATION_ID=aaaa");
        assertThat(system.lastMessages("aaaa", 5))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + INVOCATION_ID=aaaa _UID=0");
    }

    @Test
    void theJournalIsAskedForTheManagersWordOnAStart() {
        assertThat(user.lastStartMessage(UnitName.of("a")))
                .hasToString("journalctl --user --no-pager --quiet --lines=1 --output=cat USER_UNIT=a.service"
                        + " JOB_TYPE=start MESSAGE_ID=39f53479d3a045ac8e11786248231fbf");
        assertThat(system.lastStartMessage(UnitName.of("a")).argv()).contains("UNIT=a.service", "_UID=0");
    }

    @Test
    void neverAsksForSecrets() {
        assertThat(ServiceStatus.PROPERTIES).noneMatch(name -> name.contains("Environment"));
    }
}
