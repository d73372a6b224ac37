package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of starts that systemd skips, which systemctl counts as success. */
@RequiresUserManager
@Timeout(30)
class ConditionIT {

    private static final String CONDITIONAL = """
            [Unit]
            ConditionPathExists=/nonesuch
            [Service]
            ExecStart=/bin/sleep infinity
            """;

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void unmetConditionSkipsAUnitThatIsForgottenAtOnce() {
        ServiceHandler bot = units.install("bot", CONDITIONAL);

        assertSkipped(bot, bot.start());
    }

    @Test
    void unmetConditionSkipsAUnitThatStaysLoaded() {
        ServiceHandler bot = units.install("bot", CONDITIONAL);
        keepLoaded(bot);

        assertSkipped(bot, bot.start());
    }

    @Test
    void unmetConditionSkipsAFailedUnit() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/false");
        systemctl.runChecked("start", bot);
        systemctl.awaitState(bot, "failed/failed");
        units.dropIn(bot, "[Unit]\nConditionPathExists=/nonesuch\n");
        systemctl.runChecked("daemon-reload");

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("condition");
    }

    @Test
    void everySkippedStartIsTold() {
        ServiceHandler bot = units.install("bot", CONDITIONAL);
        keepLoaded(bot);

        assertSkipped(bot, bot.start());
        assertSkipped(bot, bot.start());
    }

    @Test
    void restartIsSkippedToo() {
        ServiceHandler bot = units.install("bot", CONDITIONAL);
        keepLoaded(bot);

        Outcome outcome = bot.restart();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("condition");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void restartOfARunningServiceWhoseConditionIsNoLongerMetTakesItDown() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        units.dropIn(bot, "[Unit]\nConditionPathExists=/nonesuch\n");
        systemctl.runChecked("daemon-reload");

        Outcome outcome = bot.restart();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void metConditionStarts() {
        ServiceHandler bot = units.install("bot", CONDITIONAL.replace("/nonesuch", "/"));

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void metConditionOfAOneshotServiceIsOk() {
        ServiceHandler job = units.install("job", """
                [Unit]
                ConditionPathExists=/
                [Service]
                Type=oneshot
                ExecStart=/bin/true
                """);

        assertThat(job.start().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void startThatHasToStayUpIsSkippedAtOnce() {
        ServiceHandler bot = units.install("bot", CONDITIONAL);

        Outcome outcome = bot.start(Duration.ofSeconds(20));

        assertSkipped(bot, outcome);
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void execConditionSkips() {
        ServiceHandler bot = units.service("bot", "ExecCondition=/bin/false", TestUnits.SLEEPER);
        keepLoaded(bot);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("ExecCondition=");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void execConditionSkipsAUnitThatIsForgottenAtOnce() {
        ServiceHandler bot = units.service("bot", "ExecCondition=/bin/false", TestUnits.SLEEPER);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).isNotEmpty();
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void execConditionThatBreaksFails() {
        ServiceHandler bot = units.service("bot", "ExecCondition=/bin/sh -c 'exit 255'", TestUnits.SLEEPER);

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    private void assertSkipped(ServiceHandler bot, Outcome outcome) {
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).containsIgnoringCase("condition");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    /** Makes a running unit refer to this one, so that the manager does not unload it. */
    private void keepLoaded(ServiceHandler unit) {
        ServiceHandler keeper = units.install("keeper", """
                [Unit]
                After=%s
                [Service]
                ExecStart=/bin/sleep infinity
                """.formatted(unit));
        systemctl.runChecked("start", keeper);
    }
}
