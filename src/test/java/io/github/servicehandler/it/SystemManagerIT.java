package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresSystemManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Verb;
import io.github.servicehandler.unit.UnitFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests with the system manager, as root. */
@RequiresSystemManager
@Timeout(30)
class SystemManagerIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void versionIsSystemctlsOwn() {
        assertThat(units.systemd().version()).isEqualTo(systemctl.version());
    }

    @Test
    void aServiceFromInstallToUninstall() {
        UnitFile file = UnitFile.service()
                .execStart("/bin/sleep", "infinity")
                .user("nobody")
                .wantedBy("multi-user.target")
                .build();

        ServiceHandler bot = units.systemd().install(units.name("bot"), file);

        assertThat(units.configurationFile(bot)).hasContent(file.toString());
        assertThat(bot.perform(Verb.ENABLE.now()).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(bot.restart().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(bot.kill(Signal.KILL).after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
        assertThat(bot.resetFailed().after().state()).isEqualTo(ServiceState.STOPPED);

        units.systemd().uninstall(bot);

        assertThat(units.configurationFile(bot)).doesNotExist();
        assertThat(systemctl.show(bot, "LoadState")).isEqualTo("not-found");
    }

    @Test
    void missingUser() {
        ServiceHandler bot = units.service("bot", "Type=exec", "User=nonesuch", TestUnits.SLEEPER);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("217/USER");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void missingGroup() {
        ServiceHandler bot = units.service("bot", "Type=exec", "Group=nonesuch", TestUnits.SLEEPER);

        assertThat(bot.start().reason()).contains("216/GROUP");
    }

    @Test
    void theLastLinesOfTheFailedRunAreTold() {
        ServiceHandler bot =
                units.service("bot", "Type=notify", "ExecStart=/bin/sh -c 'echo the disk is full; sleep 0.2; exit 3'");

        assertThat(bot.start().log()).contains("the disk is full");
    }

    @Test
    void unmetConditionIsSkipped() {
        ServiceHandler bot =
                units.install("bot", "[Unit]\nConditionPathExists=/nonesuch\n[Service]\n" + TestUnits.SLEEPER + "\n");

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.SKIPPED);

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void maskAndUnmask() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.mask().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("masked");
        assertThat(bot.unmask().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("static");
    }

    @Test
    void manyAtOnce() {
        ServiceHandler one = units.service("one", TestUnits.SLEEPER);
        ServiceHandler missing = units.handler("missing");
        ServiceHandler two = units.service("two", TestUnits.SLEEPER);
        List<ServiceHandler> all = List.of(one, missing, two);

        Map<ServiceHandler, Outcome> outcomes = units.systemd().perform(Verb.START, all);

        assertThat(outcomes.values())
                .extracting(Outcome::kind)
                .containsExactly(Outcome.Kind.OK, Outcome.Kind.FAILED, Outcome.Kind.OK);
        assertThat(units.systemd().statuses(all).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING, ServiceState.NOT_FOUND, ServiceState.RUNNING);
        assertThat(systemctl.state(one)).isEqualTo("active/running");
        assertThat(systemctl.state(two)).isEqualTo("active/running");
    }
}
