package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of enabling, disabling and masking, and of the states of unit files. */
@RequiresUserManager
@Timeout(30)
class EnablementIT {

    private static final String BOT = """
            [Service]
            ExecStart=/bin/sleep infinity
            [Install]
            WantedBy=default.target
            """;

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void enableMakesItStartByItselfButNotNow() {
        ServiceHandler bot = units.install("bot", BOT);

        Outcome outcome = bot.enable();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.before().enablement()).isEqualTo(EnablementState.DISABLED);
        assertThat(outcome.after().enablement()).isEqualTo(EnablementState.ENABLED);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
        assertThat(bot.enable().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void disableUndoesIt() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("enable", "--now", bot);

        assertThat(bot.disable().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
        assertThat(systemctl.state(bot)).as("it goes on for now").isEqualTo("active/running");
        assertThat(bot.disable().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void enableNowStartsToo() {
        ServiceHandler bot = units.install("bot", BOT);

        Outcome outcome = bot.perform(Verb.ENABLE.now());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        assertThat(bot.perform(Verb.ENABLE.now()).kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void enableNowOfAServiceThatCannotStartFailsButEnables() {
        ServiceHandler bot =
                units.install("bot", BOT.replace("[Service]", "[Service]\nType=exec\nWorkingDirectory=/nonesuch"));

        Outcome outcome = bot.perform(Verb.ENABLE.now());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("200/CHDIR");
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.state(bot)).isEqualTo("failed/failed");
    }

    @Test
    void disableNowStopsToo() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("enable", "--now", bot);

        assertThat(bot.perform(Verb.DISABLE.now()).kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void disableNowStopsAServiceThatIsNotEnabled() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("start", bot);

        assertThat(bot.perform(Verb.DISABLE.now()).kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void enableForThisBootOnly() {
        ServiceHandler bot = units.install("bot", BOT);

        Outcome outcome = bot.perform(Verb.ENABLE.runtime());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().enablement()).isEqualTo(EnablementState.ENABLED_RUNTIME);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled-runtime");
        assertThat(bot.perform(Verb.DISABLE.runtime()).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
    }

    @Test
    void reenableFollowsAChangedInstallSection() throws IOException {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("enable", bot);
        Files.writeString(units.file(bot), BOT.replace("default.target", "timers.target"));

        Outcome outcome = bot.reenable();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.show("timers.target", "Wants")).contains(bot.toString());
        assertThat(systemctl.show("default.target", "Wants")).doesNotContain(bot.toString());
    }

    @Test
    void reenableNowRestarts() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("enable", "--now", bot);
        String run = systemctl.run(bot);

        Outcome outcome = bot.perform(Verb.REENABLE.now());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
        // 247 and 252 only ensure that it is running
        assertThat(systemctl.run(bot).equals(run)).isEqualTo(systemctl.version() <= 252);
    }

    @Test
    void staticUnitCannotBeEnabled() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.enable();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(outcome.reason()).contains("[Install]");
        assertThat(bot.enablement()).isEqualTo(EnablementState.STATIC);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("static");
    }

    @Test
    void staticUnitIsStartedByEnableNow() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        Outcome outcome = bot.perform(Verb.ENABLE.now());

        assertThat(outcome.after().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void disableOfAStaticUnitIsAlready() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        assertThat(bot.disable().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    @Test
    void enableAlsoEnablesTheOthersItNames() {
        ServiceHandler other = units.install("other", BOT);
        ServiceHandler bot =
                units.install("bot", "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nAlso=" + other + "\n");

        assertThat(bot.enablement()).isEqualTo(EnablementState.INDIRECT);
        assertThat(bot.enable().kind()).isIn(Outcome.Kind.OK, Outcome.Kind.ALREADY);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("indirect");
        assertThat(systemctl.isEnabled(other)).isEqualTo("enabled");
    }

    @Test
    void instanceOfATemplateIsEnabledByItself() {
        units.template("bot", BOT);
        ServiceHandler one = units.handler("bot@one");
        ServiceHandler two = units.handler("bot@two");

        assertThat(one.enable().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.isEnabled(one)).isEqualTo("enabled");
        assertThat(systemctl.isEnabled(two)).isEqualTo("disabled");
        assertThat(one.disable().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(one)).isEqualTo("disabled");
    }

    @Test
    void unitFileFromElsewhereIsLinked(@TempDir Path elsewhere) throws IOException {
        ServiceHandler bot = units.handler("bot");
        Path file = elsewhere.resolve(bot.toString());
        Files.writeString(file, BOT);
        systemctl.runChecked("link", file);

        assertThat(bot.enablement()).isEqualTo(EnablementState.LINKED);
        assertThat(bot.enable().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
    }

    @Test
    void maskForbidsTheStart() {
        ServiceHandler bot = units.install("bot", BOT);

        Outcome outcome = bot.mask();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.MASKED);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("masked");
        assertThat(bot.mask().kind()).isEqualTo(Outcome.Kind.ALREADY);
        Outcome start = bot.start();
        assertThat(start.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(start.reason()).contains("masked").contains("unmask");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void unmaskAllowsItAgain() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("mask", bot);

        Outcome outcome = bot.unmask();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
        assertThat(bot.unmask().kind()).isEqualTo(Outcome.Kind.ALREADY);
        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void maskAndUnmaskForThisBootOnly() {
        ServiceHandler bot = units.install("bot", BOT);

        Outcome outcome = bot.perform(Verb.MASK.runtime());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().enablement()).isEqualTo(EnablementState.MASKED_RUNTIME);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("masked-runtime");
        assertThat(bot.perform(Verb.UNMASK.runtime()).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
    }

    @Test
    void maskNowStopsToo() {
        ServiceHandler bot = units.install("bot", BOT);
        systemctl.runChecked("start", bot);

        Outcome outcome = bot.perform(Verb.MASK.now());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.after().state()).isEqualTo(ServiceState.MASKED);
        assertThat(systemctl.isEnabled(bot)).isEqualTo("masked");
        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void maskOfAUnitWithoutAFileForbidsThatOneEverComes() {
        ServiceHandler bot = units.handler("bot");

        assertThat(bot.mask().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(systemctl.isEnabled(bot)).isEqualTo("masked");
        assertThat(bot.unmask().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(bot.state()).isEqualTo(ServiceState.NOT_FOUND);
    }

    @Test
    void maskWhereTheUnitsOwnFileIsFails() throws IOException {
        ServiceHandler bot = units.install("bot", BOT);
        Path mine = units.configurationFile(bot);
        Files.createDirectories(mine.getParent());
        Files.move(units.file(bot), mine);
        systemctl.runChecked("daemon-reload");

        Outcome outcome = bot.mask();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("already exists");
        assertThat(mine).isRegularFile();
        assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled");
    }
}
