package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of the values in a status other than the state. */
@RequiresUserManager
@Timeout(30)
class StatusValuesIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void statusOfARunningService() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ServiceHandler bot = units.install("bot", """
                [Unit]
                Description=My bot
                [Service]
                Type=notify
                NotifyAccess=all
                CPUAccounting=yes
                ExecStart=/bin/sh -c 'systemd-notify --ready --status="doing well"; sleep infinity'
                """);
        systemctl.runChecked("start", bot);

        ServiceStatus status = bot.status();

        assertThat(status.id()).isEqualTo(bot.toString());
        assertThat(status.description()).isEqualTo("My bot");
        assertThat(status.statusText()).isEqualTo("doing well");
        assertThat(String.valueOf(status.mainPid().orElseThrow())).isEqualTo(systemctl.show(bot, "MainPID"));
        assertThat(status.invocationId()).hasValue(systemctl.run(bot));
        assertThat(status.fragmentPath()).hasValue(units.file(bot).toString());
        assertThat(status.since().orElseThrow()).isBetween(before, Instant.now());
        assertThat(status.exit()).isEmpty();
        assertThat(status.exitCode()).isEmpty();
        assertThat(status.restarts()).isZero();
        assertThat(status.isFrozen()).isFalse();
        assertThat(status.needsDaemonReload()).isFalse();
        assertThat(status.toString()).startsWith(bot + ": RUNNING (active/running, pid ");
    }

    @Test
    void timeOfTheStateHasMicrosecondsFromVersion248() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);

        Instant since = bot.status().since().orElseThrow();

        assertThat(since).isEqualTo(since.truncatedTo(ChronoUnit.MICROS));
        assertThat(since.equals(since.truncatedTo(ChronoUnit.SECONDS))).isEqualTo(systemctl.version() < 248);
    }

    @Test
    void cpuTimeIsThatOfTheRun() {
        ServiceHandler job = units.service(
                "job",
                "Type=oneshot",
                "RemainAfterExit=yes",
                "CPUAccounting=yes",
                "ExecStart=/bin/sh -c 'i=0; while [ $$i -lt 20000 ]; do i=$$((i+1)); done'");
        systemctl.runChecked("start", job);

        assertThat(job.status().cpu().orElseThrow()).isGreaterThan(Duration.ofMillis(1));
    }

    @Test
    void memoryIsWhatSystemctlSaysOrUnknown() {
        ServiceHandler bot = units.service("bot", "MemoryAccounting=yes", "TasksAccounting=yes", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        boolean accounted = !systemctl.show(bot, "MemoryCurrent").equals("[not set]");

        ServiceStatus status = bot.status();

        assertThat(status.memory().isPresent()).isEqualTo(accounted);
        assertThat(status.memory().orElse(1)).isPositive();
        assertThat(status.tasks().orElse(1)).isPositive();
    }

    @Test
    void exitCodeIsThatOfTheLastRun() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sh -c 'exit 42'");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");

        ServiceStatus status = bot.status();

        assertThat(status.exitCode()).hasValue(42);
        assertThat(status.result()).isEqualTo("exit-code");
        assertThat(status.exit().orElseThrow().isClean()).isFalse();
        assertThat(status.toString()).contains("exit 42");
    }

    @Test
    void statusOfAUnitThatNeverRan() {
        ServiceStatus status = units.service("bot", TestUnits.SLEEPER).status();

        assertThat(status.mainPid()).isEmpty();
        assertThat(status.since()).isEmpty();
        assertThat(status.exit()).isEmpty();
        assertThat(status.invocationId()).isEmpty();
        assertThat(status.memory()).isEmpty();
        assertThat(status.cpu()).isEmpty();
    }

    @Test
    void unusualTextsComeThroughUnchanged() {
        ServiceHandler bot = units.install("bot", """
                [Unit]
                Description=Grüße an 世界 = [ok] \\\\ "x"
                [Service]
                ExecStart=/bin/sleep infinity
                """);

        assertThat(bot.status().description())
                .isEqualTo(systemctl.show(bot, "Description"))
                .contains("Grüße an 世界 = [ok]");
    }
}
