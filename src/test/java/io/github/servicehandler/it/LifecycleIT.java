package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of starting, stopping, restarting and reloading. */
@RequiresUserManager
@Timeout(30)
class LifecycleIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void startBringsAStoppedServiceUp() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(outcome.took()).isPositive();
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(systemctl.show(bot, "MainPID"))
                .isEqualTo(String.valueOf(outcome.after().mainPid().orElseThrow()));
    }

    @Test
    void startOfARunningServiceIsAlready() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.ALREADY);

        assertThat(systemctl.run(bot)).isEqualTo(run);
    }

    @Test
    void startOfAServiceThatIsStartingWaitsForIt() {
        ServiceHandler bot = units.service(
                "bot",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'sleep 1; systemd-notify --ready; sleep infinity'");
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before().state()).isEqualTo(ServiceState.STARTING);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void startOfAForkingServiceFindsItsMainProcess() {
        ServiceHandler bot = units.service("bot", "Type=forking", "ExecStart=/bin/sh -c 'sleep infinity &'");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().mainPid()).isPresent();
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void stopTakesAServiceDown() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.stop();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void stopOfAStoppedServiceIsAlready() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.stop().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void stopOfAServiceThatIgnoresSigtermEndsWithSigkill() {
        ServiceHandler bot = units.service("bot", TestUnits.STUBBORN, "TimeoutStopSec=200ms");
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.stop();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(outcome.after().result()).isEqualTo("timeout");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void stopOfAFailedServiceIsAlready() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        assertThat(bot.stop().kind()).isEqualTo(Outcome.Kind.ALREADY);

        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void restartOfARunningServiceIsOk() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.restart().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(systemctl.run(bot)).isNotEqualTo(run);
    }

    @Test
    void restartStartsAStoppedService() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.restart().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void tryRestartRestartsARunningService() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.tryRestart().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.run(bot)).isNotEqualTo(run);
    }

    @Test
    void tryRestartLeavesAStoppedServiceDown() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.tryRestart();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("the unit is down");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void reloadRunsExecReloadInTheSameRun(@TempDir Path directory) {
        Path trace = directory.resolve("reloaded");
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/touch " + trace);
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.reload().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(trace).exists();
        assertThat(systemctl.run(bot)).isEqualTo(run);
    }

    @Test
    void reloadOfAStoppedServiceFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/true");

        Outcome outcome = bot.reload();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("not active");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void reloadOfAServiceThatCannotReloadFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.reload();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("not applicable");
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void reloadThatGoesWrongFailsAndTheServiceGoesOn() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/false");
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.reload();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("failed");
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void reloadOrRestartReloadsWhatCanReload() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/true");
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.reloadOrRestart().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.run(bot)).isEqualTo(run);
    }

    @Test
    void reloadOrRestartRestartsWhatCannotReload() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);

        assertThat(bot.reloadOrRestart().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(systemctl.run(bot)).isNotEqualTo(run);
    }

    @Test
    void oneshotServiceIsDownAgainWhenItHasSucceeded(@TempDir Path directory) {
        Path trace = directory.resolve("ran");
        ServiceHandler job = units.service("job", "Type=oneshot", "ExecStart=/bin/touch " + trace);

        Outcome outcome = job.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(trace).exists();
        assertThat(systemctl.state(job)).isEqualTo("inactive/dead");
        assertThat(job.start(Duration.ofSeconds(5)).kind())
                .as("a oneshot service may end")
                .isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void oneshotServiceThatRemainsIsCompleted() {
        ServiceHandler job = units.service("job", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");

        assertThat(job.start().after().state()).isEqualTo(ServiceState.COMPLETED);

        assertThat(systemctl.state(job)).isEqualTo("active/exited");
        assertThat(job.start().kind()).isEqualTo(Outcome.Kind.ALREADY);
        assertThat(job.stop().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(job)).isEqualTo("inactive/dead");
    }
}
