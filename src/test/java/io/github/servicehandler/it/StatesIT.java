package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of each state, reached as a real unit reaches it. */
@RequiresUserManager
@Timeout(30)
class StatesIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void runningWhileAProcessRuns() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);

        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void completedWhenAOneshotServiceRemains() {
        ServiceHandler job = units.service("job", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        systemctl.runChecked("start", job);

        assertThat(job.state()).isEqualTo(ServiceState.COMPLETED);
    }

    @Test
    void completedWhenAnyServiceRemains() {
        ServiceHandler bot = units.service("bot", "RemainAfterExit=yes", "ExecStart=/bin/true");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "active/exited");

        assertThat(bot.state()).isEqualTo(ServiceState.COMPLETED);
    }

    @Test
    void stoppedWhenDown() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void startingUntilAServiceSaysItIsUp() {
        ServiceHandler bot = units.service("bot", "Type=notify", TestUnits.SLEEPER);
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start");

        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
    }

    @Test
    void startingDuringExecStartPre() {
        ServiceHandler bot = units.service("bot", "ExecStartPre=/bin/sleep infinity", TestUnits.SLEEPER);
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start-pre");

        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
    }

    @Test
    void startingDuringExecStartPost() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecStartPost=/bin/sleep infinity");
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start-post");

        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
    }

    @Test
    void startingWhileAOneshotServiceRuns() {
        ServiceHandler job = units.service("job", "Type=oneshot", "ExecStart=/bin/sleep infinity");
        systemctl.runChecked("start", "--no-block", job);
        systemctl.awaitState(job, "activating/start");

        assertThat(job.state()).isEqualTo(ServiceState.STARTING);
    }

    @Test
    void reloadingDuringExecReload() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecReload=/bin/sleep infinity");
        systemctl.runChecked("start", bot);
        systemctl.runChecked("reload", "--no-block", bot);
        systemctl.awaitState(bot, "reloading/reload");

        assertThat(bot.state()).isEqualTo(ServiceState.RELOADING);
        assertThat(bot.state().isActive()).isTrue();
    }

    @Test
    void stoppingUntilTheLastProcessHasEnded() {
        ServiceHandler bot = units.service("bot", TestUnits.STUBBORN);
        systemctl.runChecked("start", bot);
        systemctl.runChecked("stop", "--no-block", bot);
        systemctl.awaitState(bot, "deactivating/stop-sigterm");

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPING);
    }

    @Test
    void stoppingDuringExecStopPost() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "ExecStopPost=/bin/sleep infinity");
        systemctl.runChecked("start", bot);
        systemctl.runChecked("stop", "--no-block", bot);
        systemctl.awaitState(bot, "deactivating/stop-post");

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPING);
    }

    @Test
    void restartingWhileSystemdWaitsToStartItAgain() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false", "Restart=always", "RestartSec=1h");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "activating/auto-restart");

        ServiceStatus status = bot.status();
        assertThat(status.state()).isEqualTo(ServiceState.RESTARTING);
        assertThat(status.exitCode()).hasValue(1);
        assertThat(status.result()).isEqualTo("exit-code");
    }

    @Test
    void errorWhenAServiceHasFailed() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void errorWhenTheUnitFileLacksWhatItNeeds() {
        ServiceHandler bot = units.service("bot", "Type=simple");

        ServiceStatus status = bot.status();

        assertThat(status.state()).isEqualTo(ServiceState.ERROR);
        assertThat(status.loadState())
                .isEqualTo(systemctl.show(bot, "LoadState"))
                .isEqualTo("bad-setting");
    }

    @Test
    void errorWhenTheUnitFileHasABadSetting() {
        ServiceHandler bot = units.service("bot", "ExecStart=relative/path");

        assertThat(bot.status().loadState())
                .isEqualTo(systemctl.show(bot, "LoadState"))
                .isEqualTo("bad-setting");
        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void notFoundWithoutAUnitFile() {
        ServiceStatus status = units.handler("nonesuch").status();

        assertThat(status.state()).isEqualTo(ServiceState.NOT_FOUND);
        assertThat(systemctl.show(status.unit(), "LoadState")).isEqualTo("not-found");
    }

    @Test
    void masked() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("mask", bot);

        assertThat(bot.state()).isEqualTo(ServiceState.MASKED);
    }

    @Test
    void runningThoughMaskedInTheMeantime() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        systemctl.runChecked("mask", bot);

        ServiceStatus status = bot.status();

        assertThat(status.loadState()).isEqualTo("masked");
        assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void runningThoughItsFileIsGoneInTheMeantime() throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        Files.delete(units.file(bot));
        systemctl.runChecked("daemon-reload");

        ServiceStatus status = bot.status();

        assertThat(status.loadState()).isEqualTo("not-found");
        assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
    }
}
