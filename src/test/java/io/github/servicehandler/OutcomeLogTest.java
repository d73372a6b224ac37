package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.systemctl.SystemctlClient;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeLogTest {

    private final OutcomeLog user = new OutcomeLog(client(ManagerAddress.user()));
    private final OutcomeLog system = new OutcomeLog(client(ManagerAddress.system()));

    private static SystemctlClient client(ManagerAddress address) {
        return new SystemctlClient(address, command -> CommandResult.ok(""), Duration.ofSeconds(7));
    }

    @Test
    void theJournalIsAskedForARun() {
        assertThat(user.lastMessagesCommand("aaaa", 5))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + USER_INVOCATION_ID=aaaa");
        assertThat(system.lastMessagesCommand("aaaa", 5))
                .hasToString("journalctl --no-pager --quiet --lines=5 --output=cat"
                        + " _SYSTEMD_INVOCATION_ID=aaaa + INVOCATION_ID=aaaa _UID=0");
    }

    @Test
    void theJournalIsAskedForTheManagersWordOnAStart() {
        assertThat(user.lastStartMessageCommand(UnitName.of("a")))
                .hasToString("journalctl --user --no-pager --quiet --lines=1 --output=cat USER_UNIT=a.service"
                        + " JOB_TYPE=start MESSAGE_ID=39f53479d3a045ac8e11786248231fbf");
        assertThat(system.lastStartMessageCommand(UnitName.of("a")).argv()).contains("UNIT=a.service", "_UID=0");
    }
}
