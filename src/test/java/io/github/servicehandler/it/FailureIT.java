package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of services that do not start or fail right afterwards, and of the outcomes that report this. */
@RequiresUserManager
@Timeout(30)
class FailureIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void missingProgram() {
        ServiceHandler bot = units.service("bot", "Type=exec", "ExecStart=/nonesuch");

        Outcome outcome = failedStart(bot);

        assertThat(outcome.reason()).contains("203/EXEC").contains("missing or not executable");
        assertThat(outcome.after().exitCode()).hasValue(203);
        assertThat(systemctl.show(bot, "ExecMainStatus")).isEqualTo("203");
    }

    @Test
    void missingWorkingDirectory() {
        ServiceHandler bot = units.service("bot", "Type=exec", "WorkingDirectory=/nonesuch", TestUnits.SLEEPER);

        assertThat(failedStart(bot).reason()).contains("200/CHDIR").contains("WorkingDirectory=");
    }

    @Test
    void missingUser() {
        ServiceHandler bot = units.service("bot", "Type=exec", "User=nonesuch", TestUnits.SLEEPER);

        assertThat(failedStart(bot).reason()).contains("217/USER").contains("User=");
    }

    @Test
    void endBeforeItSaidThatItIsUp() {
        ServiceHandler bot =
                units.service("bot", "Type=notify", "ExecStart=/bin/sh -c 'echo the disk is full; exit 3'");

        Outcome outcome = failedStart(bot);

        assertThat(outcome.reason()).contains("3/NOTIMPLEMENTED");
        assertThat(outcome.after().exitCode()).hasValue(3);
    }

    @Test
    void cleanEndBeforeItSaidThatItIsUp() {
        ServiceHandler bot = units.service("bot", "Type=notify", "ExecStart=/bin/true");

        assertThat(failedStart(bot).reason()).contains("result protocol").contains("Type=");
    }

    @Test
    void endBySignal() {
        ServiceHandler bot = units.service("bot", "Type=notify", "ExecStart=/bin/sh -c 'kill -SEGV $$$$'");

        Outcome outcome = failedStart(bot);

        assertThat(outcome.reason()).contains("signal 11/SEGV");
        assertThat(outcome.after().exitCode()).isEmpty();
        assertThat(outcome.after().exit().orElseThrow().bySignal()).isTrue();
    }

    @Test
    void startThatTakesTooLong() {
        ServiceHandler bot = units.service("bot", "Type=notify", "TimeoutStartSec=300ms", TestUnits.SLEEPER);

        assertThat(failedStart(bot).reason()).contains("result timeout").contains("TimeoutStartSec=");
    }

    @Test
    void failedExecStartPre() {
        ServiceHandler bot = units.service("bot", "ExecStartPre=/bin/sh -c 'exit 4'", TestUnits.SLEEPER);

        Outcome outcome = failedStart(bot);

        assertThat(outcome.reason()).contains("result exit-code");
        assertThat(outcome.after().mainPid()).isEmpty();
    }

    @Test
    void failedOneshotService() {
        ServiceHandler job = units.service("job", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 5'");

        Outcome outcome = failedStart(job);

        assertThat(outcome.reason()).contains("5/NOTINSTALLED");
    }

    @Test
    void failedForkingService() {
        ServiceHandler bot = units.service("bot", "Type=forking", "ExecStart=/bin/false");

        assertThat(failedStart(bot).reason()).contains("result exit-code");
    }

    @Test
    void failedRequirement() {
        ServiceHandler base = units.service("base", "Type=exec", "ExecStart=/nonesuch");
        ServiceHandler bot = units.install("bot", """
                [Unit]
                Requires=%s
                After=%s
                [Service]
                ExecStart=/bin/sleep infinity
                """.formatted(base, base));

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("dependency");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void badUnitFile() {
        ServiceHandler bot = units.service("bot", "Type=simple");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("unit file cannot be used").contains("bad-setting");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void failedAssertion() {
        ServiceHandler bot = units.install("bot", """
                [Unit]
                AssertPathExists=/nonesuch
                [Service]
                ExecStart=/bin/sleep infinity
                """);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).containsIgnoringCase("assert");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void restartThatFails() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        units.dropIn(bot, "[Service]\nType=exec\nWorkingDirectory=/nonesuch\n");
        systemctl.runChecked("daemon-reload");

        Outcome outcome = bot.restart();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("200/CHDIR");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void plainStartOfASimpleServiceProvesLittle() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sh -c 'sleep 0.5; exit 3'");

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);

        systemctl.awaitState(bot, "failed/failed");
    }

    @Test
    void startThatHasToStayUpFindsThatItDied() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sh -c 'sleep 0.2; exit 3'");

        Outcome outcome = bot.start(Duration.ofSeconds(10));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("10000 ms").contains("3/NOTIMPLEMENTED");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(10));
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void startThatHasToStayUpFindsThatItEndedCleanly() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sleep 0.2");

        Outcome outcome = bot.start(Duration.ofSeconds(10));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(outcome.reason()).contains("STOPPED");
    }

    @Test
    void startThatHasToStayUpFindsThatItWasRestarted() {
        ServiceHandler bot =
                units.service("bot", "ExecStart=/bin/sh -c 'sleep 0.2; exit 3'", "Restart=always", "RestartSec=0");

        Outcome outcome = bot.start(Duration.ofSeconds(10));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(Integer.parseInt(systemctl.show(bot, "NRestarts"))).isPositive();
    }

    @Test
    void startThatHasToStayUpFindsAMissingProgramOfASimpleService() {
        ServiceHandler bot = units.service("bot", "ExecStart=/nonesuch");

        Outcome outcome = bot.start(Duration.ofSeconds(10));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("203/EXEC");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void startThatHasToStayUpSucceedsIfItDoes() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.start(Duration.ofMillis(300));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void theLastLinesOfTheFailedRunAreTold() {
        ServiceHandler bot =
                units.service("bot", "Type=notify", "ExecStart=/bin/sh -c 'echo the disk is full; sleep 0.2; exit 3'");

        Outcome outcome = failedStart(bot);

        assertThat(outcome.log()).contains("the disk is full");
        assertThat(outcome.toString()).startsWith("FAILED: ").contains("| the disk is full");
    }

    private Outcome failedStart(ServiceHandler unit) {
        Outcome outcome = unit.start();
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.ERROR);
        assertThat(systemctl.state(unit)).isEqualTo("failed/failed");
        assertThat(outcome.after().result()).isEqualTo(systemctl.show(unit, "Result"));
        return outcome;
    }
}
