package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tests of how a {@link ServiceHandler} waits, on its own and on other threads. */
class ServiceHandlerWaitTest {

    private static final ShowOutput DOWN = unit("bot").dead();
    private static final ShowOutput UP = unit("bot").running();
    private static final ShowOutput FAILED = unit("bot").failed();
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final ScriptedRunner runner = new ScriptedRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);
    private final ServiceHandler bot = systemd.service("bot");

    @Test
    void startAndStayUpWatchesForAllTheTime() {
        runner.shows(DOWN, UP).accepts("start");
        Outcome outcome = bot.start(FIVE_SECONDS);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcome.took()).isEqualTo(FIVE_SECONDS);
        assertThat(runner.commands()).hasSizeLessThan(30);
    }

    @Test
    void startAndStayUpFailsAsSoonAsItGoesDown() {
        runner.shows(DOWN, UP, UP, FAILED).accepts("start");
        Outcome outcome = bot.start(FIVE_SECONDS);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("the unit did not stay up for 5000 ms: result exit-code, exit code 1/FAILURE");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void startAndStayUpFailsOnARestartInBetween() {
        runner.shows(DOWN, UP, UP, UP.run("bbbb").with("NRestarts", 1)).accepts("start");
        assertThat(bot.start(FIVE_SECONDS).reason())
                .isEqualTo("the unit did not stay up for 5000 ms: its state is RUNNING (result success)");
    }

    @Test
    void startAndStayUpFailsIfItEndsWithSuccess() {
        runner.shows(DOWN, UP, DOWN.run("aaaa")).accepts("start");
        assertThat(bot.start(FIVE_SECONDS).reason()).contains("STOPPED", "success");
    }

    @Test
    void startAndStayUpTakesAOneshotForDone() {
        runner.shows(DOWN, DOWN.with("Type", "oneshot").run("aaaa")).accepts("start");
        assertThat(bot.start(FIVE_SECONDS).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(runner.fakeTime().sleeps()).isEmpty();
    }

    @Test
    void startAndStayUpOfWhatIsUpWatchesToo() {
        runner.shows(UP).accepts("start");
        Outcome outcome = bot.start(FIVE_SECONDS);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.ALREADY);
        assertThat(runner.fakeTime().passed()).isEqualTo(FIVE_SECONDS);
    }

    @Test
    void startAndStayUpDoesNotWatchWhatDidNotStart() {
        runner.shows(DOWN, FAILED)
                .accepts("start")
                .on("journalctl", CommandResult.ok("bot.service: Failed with result 'exit-code'.\n"));
        assertThat(bot.start(FIVE_SECONDS).kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(runner.fakeTime().sleeps()).isEmpty();
    }

    @Test
    void restartAndStayUpFailsAsSoonAsItGoesDown() {
        runner.shows(UP, UP.run("bbbb"), UP.run("bbbb"), FAILED.run("bbbb")).accepts("restart");
        Outcome outcome = bot.restart(FIVE_SECONDS);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason())
                .isEqualTo("the unit did not stay up for 5000 ms: result exit-code, exit code 1/FAILURE");
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(1));
        assertThat(runner.ran()).contains("restart bot.service").doesNotContain("start bot.service");
    }

    @Test
    void restartAndStayUpWatchesTheNewRun() {
        runner.shows(UP, UP.run("bbbb")).accepts("restart");
        Outcome outcome = bot.restart(FIVE_SECONDS);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(runner.fakeTime().passed()).isEqualTo(FIVE_SECONDS);
    }

    @Test
    void aSkippedRestartIsNotWatched() {
        runner.shows(DOWN).accepts("try-restart");
        assertThat(bot.perform(Verb.TRY_RESTART, FIVE_SECONDS).kind()).isEqualTo(Outcome.Kind.SKIPPED);
        assertThat(runner.fakeTime().sleeps()).isEmpty();
    }

    @Test
    void aReloadMayEndTheServiceToo() {
        runner.shows(UP, UP, UP, FAILED).accepts("reload-or-restart");
        assertThat(bot.perform(Verb.RELOAD_OR_RESTART, FIVE_SECONDS).kind()).isEqualTo(Outcome.Kind.FAILED);
    }

    @Test
    void onlyAVerbThatWaitsForAStartCanBeFollowedByALook() {
        for (Verb verb : List.of(Verb.STOP, Verb.RELOAD, Verb.ENABLE, Verb.START.noBlock(), Verb.DISABLE.now())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bot.perform(verb, FIVE_SECONDS))
                    .withMessageStartingWith("\"" + verb + "\" does not wait for a start; use start, restart,");
        }
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void startAndStayUpTakesNoNegativeTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> bot.start(Duration.ofSeconds(-1)));
        assertThat(runner.ran()).isEmpty();
    }

    @Test
    void aStateThatIsThereIsNotWaitedFor() {
        runner.shows(UP);
        assertThat(bot.awaitState(ServiceState.RUNNING, Duration.ZERO).mainPid())
                .hasValue(42);
        assertThat(runner.fakeTime().sleeps()).isEmpty();
    }

    @Test
    void aStateIsWaitedForAtGrowingIntervals() {
        runner.shows(DOWN, DOWN, DOWN, DOWN, UP);
        assertThat(bot.awaitState(ServiceState.RUNNING, FIVE_SECONDS).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(runner.fakeTime().sleeps()).extracting(Duration::toMillis).containsExactly(5L, 10L, 20L, 40L);
    }

    @Test
    void aStateThatDoesNotComeIsReportedWithTheOneThatIs() {
        runner.shows(FAILED);
        assertThatExceptionOfType(StateTimeoutException.class)
                .isThrownBy(() -> bot.awaitState(ServiceState.RUNNING, FIVE_SECONDS))
                .withMessageContaining(
                        "state RUNNING was not reached within 5000 ms; last seen: bot.service: ERROR (failed/failed, exit 1/FAILURE");
        assertThat(runner.fakeTime().passed()).isEqualTo(FIVE_SECONDS);
        assertThat(runner.fakeTime().sleeps())
                .allSatisfy(sleep -> assertThat(sleep).isLessThanOrEqualTo(Duration.ofMillis(250)));
    }

    @Test
    void anInterruptEndsTheWait() {
        runner.shows(DOWN);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> bot.awaitState(ServiceState.RUNNING, FIVE_SECONDS))
                    .isInstanceOf(CommandInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void asyncCallsOnAnotherThread() {
        runner.shows(UP);
        CompletableFuture<String> thread =
                bot.async(handler -> Thread.currentThread().getName());
        assertThat(thread.join()).isEqualTo("servicehandler-async");
        assertThat(bot.async(ServiceHandler::state).join()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void asyncCallsOnTheExecutorThatWasGiven() {
        List<Runnable> tasks = new ArrayList<>();
        runner.shows(DOWN, UP).accepts("start");
        CompletableFuture<Outcome> started =
                systemd.withExecutor(tasks::add).service("bot").async(ServiceHandler::start);

        assertThat(started).isNotDone();
        tasks.forEach(Runnable::run);
        assertThat(started.join().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void asyncPassesErrorsOn() {
        runner.on("show", command -> {
            throw new CommandTimeoutException(command);
        });
        CompletableFuture<ServiceState> state = bot.async(ServiceHandler::state);
        assertThatThrownBy(state::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CommandTimeoutException.class);
    }
}
