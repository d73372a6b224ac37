package io.github.servicehandler.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * An example of how to test code that drives services: on a systemd in memory, in milliseconds, on any machine. Copy it
 * as a start for your own tests.
 */
class BotManagerTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final BotManager manager =
            new BotManager(systemd, new TreeMap<>(Map.of("Mailer", "bot-a.service", "Web Crawler", "bot-b.service")));

    @Test
    void reportsEachBot() {
        fake.install("bot-a");
        systemd.service("bot-a").start();

        assertThat(manager.report()).isEqualTo("Mailer RUNNING\nWeb Crawler NOT_FOUND");
    }

    @Test
    void revivesABotThatCrashed() {
        fake.install("bot-a");
        systemd.service("bot-a").start();
        fake.unit("bot-a").crash(1);

        assertThat(manager.revive()).extracting(Outcome::kind).containsExactly(Outcome.Kind.OK);
        assertThat(systemd.service("bot-a").state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void tellsWhyABotCannotBeRevived() {
        fake.install("bot-a", """
                [Service]
                ExecStart=/usr/bin/env exit-at-once
                """);
        fake.program("/usr/bin/env", ProgramBehaviour.healthy().exits(3));
        systemd.service("bot-a").start();

        assertThat(manager.revive())
                .singleElement()
                .asString()
                .startsWith(
                        "FAILED: the unit did not stay up for 5000 ms: result exit-code, exit code 3/NOTIMPLEMENTED");
    }

    @Test
    void saysSoWhenNoManagerAnswers() {
        fake.fail(Fault.busGone());

        assertThat(manager.report()).startsWith("cannot read the states: no systemd manager answered");
    }
}
