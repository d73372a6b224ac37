package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.KillTarget;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of signals that are sent through systemd. */
@RequiresUserManager
@Timeout(30)
class KillIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @RepeatedTest(3)
    void killReturnsOnceSystemdHasSeenTheEnd() {
        ServiceHandler bot = running(TestUnits.SLEEPER);

        Outcome outcome = bot.kill(Signal.KILL);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(outcome.after().result()).isEqualTo("signal");
        assertThat(outcome.after().mainPid()).isEmpty();
        assertThat(outcome.after().exit().orElseThrow()).hasToString("9/KILL");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @RepeatedTest(3)
    void killReturnsOnceSystemdHasBegunToRestart() {
        ServiceHandler bot = running(TestUnits.SLEEPER, "Restart=always", "RestartSec=1h");

        Outcome outcome = bot.kill(Signal.KILL);

        assertThat(outcome.after().state()).isEqualTo(ServiceState.RESTARTING);
        assertThat(outcome.after().mainPid()).isEmpty();
        assertThat(systemctl.state(bot)).isEqualTo("activating/auto-restart");
    }

    @RepeatedTest(3)
    void killOfAServiceThatIsRestartedAtOnceShowsNoStaleProcess() {
        ServiceHandler bot = running(TestUnits.SLEEPER, "Restart=always", "RestartSec=0");
        String pid = systemctl.show(bot, "MainPID");

        Outcome outcome = bot.kill(Signal.KILL);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(String.valueOf(outcome.after().mainPid().orElse(0))).isNotEqualTo(pid);
        Await.until(() -> systemctl.show(bot, "NRestarts").equals("1"));
    }

    @Test
    void termEndsCleanly() {
        ServiceHandler bot = running(TestUnits.SLEEPER);

        Outcome outcome = bot.kill(Signal.TERM);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void aSignalThatIsHandledLeavesTheServiceUp(@TempDir Path directory) {
        Path trace = directory.resolve("usr1");
        ServiceHandler bot = running(
                "Type=notify",
                "NotifyAccess=all",
                // a process that the trap forked might get the signal too
                "ExecStart=/bin/sh -c 'trap \"echo > " + trace
                        + "\" USR1; systemd-notify --ready; while :; do sleep infinity & wait; done'");

        Outcome outcome = bot.kill(Signal.USR1);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(5));
        Await.until(() -> Files.exists(trace));
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void killOfTheMainProcessOnly() {
        ServiceHandler bot = running(
                "Type=notify",
                "NotifyAccess=all",
                "KillMode=process",
                "ExecStart=/bin/sh -c 'sleep infinity & systemd-notify --ready; wait'");

        Outcome outcome = bot.perform(Verb.kill(Signal.KILL, KillTarget.MAIN));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().mainPid()).isEmpty();
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void killOfTheControlProcess() {
        ServiceHandler bot = running(TestUnits.SLEEPER, "ExecReload=/bin/sleep infinity");
        systemctl.runChecked("reload", "--no-block", bot);
        systemctl.awaitState(bot, "reloading/reload");

        Outcome outcome = bot.perform(Verb.kill(Signal.KILL, KillTarget.CONTROL));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void killOfAMissingControlProcessFailsAtOnce() {
        ServiceHandler bot = running(TestUnits.SLEEPER);

        Outcome outcome = bot.perform(Verb.kill(Signal.KILL, KillTarget.CONTROL));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("No control process to kill");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(4));
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void killDuringExecStartPre() {
        ServiceHandler bot = units.service("bot", "ExecStartPre=/bin/sleep infinity", TestUnits.SLEEPER);
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start-pre");

        Outcome outcome = bot.kill(Signal.KILL);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void killOfAStoppedServiceFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.kill(Signal.TERM);

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).isNotEmpty();
    }

    @Test
    void killOfAFailedServiceFails() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        Outcome outcome = bot.kill(Signal.TERM);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("no running process");
    }

    @Test
    void killOfAServiceThatWaitsToBeRestartedFails() {
        ServiceHandler bot = running("ExecStart=/bin/false", "Restart=always", "RestartSec=1h");
        systemctl.awaitState(bot, "activating/auto-restart");

        assertThat(bot.kill(Signal.KILL).kind()).isEqualTo(Outcome.Kind.FAILED);

        assertThat(systemctl.state(bot)).isEqualTo("activating/auto-restart");
    }

    @Test
    void killOfManyReportsEach() {
        ServiceHandler one = units.service("one", TestUnits.SLEEPER);
        ServiceHandler two = units.service("two", TestUnits.STUBBORN);
        systemctl.runChecked("start", one, two);
        ServiceHandler down = units.service("down", TestUnits.SLEEPER);

        Map<ServiceHandler, Outcome> outcomes =
                units.systemd().perform(Verb.kill(Signal.TERM), List.of(one, two, down));

        assertThat(outcomes.get(one).after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(outcomes.get(two).after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(outcomes.get(down).kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(systemctl.state(one)).isEqualTo("inactive/dead");
        assertThat(systemctl.state(two)).isEqualTo("active/running");
    }

    private ServiceHandler running(String... lines) {
        ServiceHandler bot = units.service("bot", lines);
        systemctl.runChecked("start", bot);
        return bot;
    }
}
