package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceHandlerTest {

    private static final ShowOutput DOWN = unit("bot").dead();
    private static final ShowOutput UP = unit("bot").running();
    private static final ShowOutput FAILED = unit("bot").failed();
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final ServiceHandler bot = systemd.service("bot");

    @Test
    void knowsItsNameAndItsManager() {
        assertThat(bot.unitName()).hasToString("bot.service");
        assertThat(bot).hasToString("bot.service");
        assertThat(bot.systemd()).isSameAs(systemd);
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void isEqualToAnotherForTheSameUnitOfTheSameManager() {
        assertThat(bot)
                .isEqualTo(Systemd.of(ManagerAddress.user(), runner).service("bot.service"))
                .hasSameHashCodeAs(systemd.service("bot"))
                .isNotEqualTo(systemd.service("other"))
                .isNotEqualTo(Systemd.of(ManagerAddress.system(), runner).service("bot"))
                .isNotEqualTo(
                        Systemd.of(ManagerAddress.user(), new ScriptedRunner()).service("bot"));
    }

    @Test
    void readsItsStatusByOneCommand() {
        runner.shows(UP.enablement("enabled"));
        assertThat(bot.status().mainPid()).hasValue(42);
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(bot.enablement()).isEqualTo(EnablementState.ENABLED);
        assertThat(runner.ran()).containsExactly("show bot.service", "show bot.service", "show bot.service");
    }

    @Test
    void aMissingUnitHasAStatusToo() {
        runner.shows(missing("bot"));
        assertThat(bot.state()).isEqualTo(ServiceState.NOT_FOUND);
        assertThat(bot.enablement()).isEqualTo(EnablementState.NONE);
    }

    @ParameterizedTest
    @MethodSource
    void aVerbLooksOrdersAndLooksAgain(Function<ServiceHandler, Outcome> verb, String order) {
        runner.shows(UP, UP.run("bbbb")).accepts(order.split(" ", 2)[0]);

        Outcome outcome = verb.apply(bot);

        assertThat(outcome.before().invocationId()).contains("aaaa");
        assertThat(outcome.after().invocationId()).contains("bbbb");
        assertThat(runner.ran()).startsWith("show bot.service", order, "show bot.service");
    }

    static Stream<Arguments> aVerbLooksOrdersAndLooksAgain() {
        return Stream.of(
                verb(ServiceHandler::start, "start bot.service"),
                verb(ServiceHandler::stop, "stop bot.service"),
                verb(ServiceHandler::restart, "restart bot.service"),
                verb(ServiceHandler::tryRestart, "try-restart bot.service"),
                verb(ServiceHandler::reload, "reload bot.service"),
                verb(ServiceHandler::reloadOrRestart, "reload-or-restart bot.service"),
                verb(bot -> bot.kill(Signal.TERM), "kill bot.service"),
                verb(bot -> bot.kill(Signal.TERM, KillTarget.MAIN), "kill bot.service"),
                verb(ServiceHandler::enable, "enable bot.service"),
                verb(ServiceHandler::disable, "disable bot.service"),
                verb(ServiceHandler::reenable, "reenable bot.service"),
                verb(ServiceHandler::mask, "mask bot.service"),
                verb(ServiceHandler::unmask, "unmask bot.service"),
                verb(ServiceHandler::resetFailed, "reset-failed bot.service"),
                verb(ServiceHandler::clean, "clean bot.service"),
                verb(ServiceHandler::freeze, "freeze bot.service"),
                verb(ServiceHandler::thaw, "thaw bot.service"),
                verb(bot -> bot.perform(Verb.ENABLE.now()), "enable bot.service"));
    }

    private static Arguments verb(Function<ServiceHandler, Outcome> verb, String order) {
        return Arguments.of(verb, order);
    }

    @Test
    void aDryRunGivesTheExactCommandAndRunsNothing() {
        assertThat(bot.command(Verb.START.noBlock().within(FIVE_SECONDS)))
                .isEqualTo(Command.of(
                                "systemctl",
                                "--user",
                                "--no-ask-password",
                                "--no-pager",
                                "start",
                                "--no-block",
                                "--",
                                "bot.service")
                        .withTimeout(FIVE_SECONDS));
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void whatIsRunIsWhatTheDryRunShows() {
        runner.shows(DOWN, UP).accepts("start");
        bot.start();
        assertThat(runner.commands()).contains(bot.command(Verb.START));
    }

    @Test
    void aVerbOnAMissingUnitIsAnError() {
        runner.shows(missing("bot"))
                .on("start", CommandResult.failed(5, "Failed to start bot.service: Unit bot.service not found."));
        assertThatExceptionOfType(UnitNotFoundException.class)
                .isThrownBy(bot::start)
                .withMessageContaining("no unit bot.service in the user manager")
                .withMessageContaining("daemon-reload")
                .satisfies(e -> assertThat(e.command()).isEqualTo(bot.command(Verb.START)));
    }

    @Test
    void aFailureCarriesItsReasonAndTheLastLinesOfTheRun() {
        runner.shows(DOWN, FAILED.exited(203))
                .on("start", CommandResult.failed(1, "Job for bot.service failed."))
                .on("journalctl", CommandResult.ok("first\nsecond\n"));

        Outcome outcome = bot.start();

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).contains("203/EXEC", "ExecStart=");
        assertThat(outcome.log()).containsExactly("first", "second");
        assertThat(outcome.succeeded()).isFalse();
    }

    @Test
    void aJournalThatCannotBeReadSpoilsNoOutcome() {
        runner.shows(DOWN, FAILED).accepts("start").on("journalctl", CommandResult.failed(1, "no journal files"));
        assertThat(bot.start().log()).isEmpty();
    }

    @Test
    void aListenerIsToldWhatVerbsAndLooksHaveSeen() {
        List<String> changes = new ArrayList<>();
        bot.onStateChange(change -> changes.add(change.toString()));
        runner.shows(DOWN, UP, UP, FAILED).accepts("start");

        bot.start();
        bot.state();
        bot.state();

        assertThat(changes).containsExactly("bot.service: STOPPED -> RUNNING", "bot.service: RUNNING -> ERROR");
    }

    @Test
    void aListenerThatWasRemovedIsToldNothing() {
        List<StateChange> changes = new ArrayList<>();
        StateListener listener = changes::add;
        bot.onStateChange(listener).removeListener(listener);
        runner.shows(DOWN, UP);
        bot.state();
        bot.state();
        assertThat(changes).isEmpty();
    }

    @Test
    void aListenerMayAskForTheStateAgain() {
        List<String> changes = new ArrayList<>();
        bot.onStateChange(change -> {
            changes.add(change.toString());
            bot.state();
        });
        runner.shows(DOWN, UP, FAILED, DOWN, DOWN);
        bot.state();
        bot.state();
        assertThat(changes)
                .containsExactly(
                        "bot.service: STOPPED -> RUNNING",
                        "bot.service: RUNNING -> ERROR",
                        "bot.service: ERROR -> STOPPED");
    }

    @Test
    void aLookInTheMiddleOfAVerbDoesNotHideWhatTheVerbLeadsTo() {
        List<String> changes = new ArrayList<>();
        bot.onStateChange(change -> changes.add(change.toString()));
        runner.shows(DOWN, unit("bot").is("activating", "start"), UP)
                // the status is read while systemctl waits
                .on("start", command -> {
                    bot.state();
                    return CommandResult.ok("");
                });

        bot.start();

        assertThat(changes).containsExactly("bot.service: STOPPED -> STARTING", "bot.service: STARTING -> RUNNING");
    }
}
