package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of services that systemd restarts automatically, until the start limit is hit. */
@RequiresUserManager
@Timeout(30)
class RestartPolicyIT {

    /** A service that always fails, with a long wait before its restart. */
    private static final String[] DYING = {"ExecStart=/bin/false", "Restart=always", "RestartSec=1h"};

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void startOfAServiceThatWaitsToBeRestartedStartsIt(@TempDir Path directory) throws IOException {
        Path gate = directory.resolve("gate");
        // up to 252, a start waits until RestartSec= is over
        ServiceHandler bot = restarting(upIf(gate), "Restart=always", "RestartSec=2s");
        Files.createFile(gate);

        Outcome outcome = bot.start();

        assertThat(outcome.before().state()).isEqualTo(ServiceState.RESTARTING);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void restartOfAServiceThatWaitsToBeRestartedStartsItAtOnce(@TempDir Path directory) throws IOException {
        Path gate = directory.resolve("gate");
        ServiceHandler bot = restarting(upIf(gate), "Restart=always", "RestartSec=1h");
        Files.createFile(gate);

        Outcome outcome = bot.restart();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void stopOfAServiceThatWaitsToBeRestartedKeepsItDown() {
        ServiceHandler bot = restarting(DYING);

        Outcome outcome = bot.stop();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state().isDown()).isTrue();
        assertThat(systemctl.state(bot)).isIn("inactive/dead", "failed/failed");
    }

    @Test
    void failedStartOfAServiceThatIsRestartedSaysSo() {
        ServiceHandler bot =
                units.service("bot", "Type=exec", "ExecStart=/nonesuch", "Restart=always", "RestartSec=1h");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.RESTARTING);
        assertThat(outcome.reason()).contains("203/EXEC").contains("will start it again");
        assertThat(systemctl.state(bot)).isEqualTo("activating/auto-restart");
    }

    @Test
    void restartsAreCounted() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER, "Restart=always", "RestartSec=0");
        systemctl.runChecked("start", bot);
        String run = systemctl.run(bot);
        systemctl.runChecked("kill", "--signal=KILL", bot);
        awaitRestart(bot, run);

        ServiceStatus status = bot.status();

        assertThat(status.restarts()).isEqualTo(1);
        assertThat(status.invocationId()).hasValue(systemctl.run(bot));
        assertThat(status.toString()).contains("restarts 1");
    }

    @Test
    void startLimitIsHit() {
        ServiceHandler bot = exhausted("ExecStart=/bin/false");

        ServiceStatus status = bot.status();

        assertThat(status.state()).isEqualTo(ServiceState.ERROR);
        assertThat(status.startLimitHit()).as(status.toString()).isTrue();
    }

    @Test
    void startBeyondTheStartLimitFailsAndSaysWhatToDo() {
        ServiceHandler bot = exhausted("ExecStart=/bin/false");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("start limit").contains("reset-failed");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void resetFailedHealsTheStartLimit(@TempDir Path directory) throws IOException {
        Path gate = directory.resolve("gate");
        ServiceHandler bot = exhausted(upIf(gate));
        Files.createFile(gate);

        Outcome outcome = bot.resetFailed();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(outcome.after().startLimitHit()).isFalse();
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void startLimitIsHitByStartsByHandToo() {
        ServiceHandler job = units.install("job", """
                [Unit]
                StartLimitBurst=2
                StartLimitIntervalSec=1h
                [Service]
                Type=oneshot
                ExecStart=/bin/false
                """);
        job.start();
        job.start();

        Outcome outcome = job.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("start limit").contains("reset-failed");
    }

    @Test
    void failureWithoutRestartsIsNoStartLimit() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        assertThat(bot.status().startLimitHit()).isFalse();
    }

    @Test
    void resetFailedForgetsAFailure() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        assertThat(bot.resetFailed().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
        assertThat(bot.resetFailed().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void resetFailedOfARunningServiceIsAlready() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);

        assertThat(bot.resetFailed().kind()).isEqualTo(Outcome.Kind.ALREADY);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    private ServiceHandler restarting(String... lines) {
        ServiceHandler bot = units.service("bot", lines);
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "activating/auto-restart");
        return bot;
    }

    private void awaitRestart(ServiceHandler bot, String run) {
        Await.until(
                () -> !systemctl.run(bot).equals(run) && systemctl.state(bot).equals("active/running"));
    }

    /** Returns a service that systemd has given up on. */
    private ServiceHandler exhausted(String execStart) {
        ServiceHandler bot = units.install("bot", """
                [Unit]
                StartLimitBurst=3
                StartLimitIntervalSec=1h
                [Service]
                %s
                Restart=always
                RestartSec=1ms
                """.formatted(execStart));
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");
        return bot;
    }

    private static String upIf(Path gate) {
        return "ExecStart=/bin/sh -c 'test -e " + gate + " && exec sleep infinity'";
    }
}
