package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.StateTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of waiting for states, of listeners, and of calls that wait on other threads. */
@RequiresUserManager
@Timeout(30)
class WaitingIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();

    @Test
    void awaitStateReturnsWhenOthersHaveBroughtItAbout() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sleep 0.5");
        systemctl.runChecked("start", bot);

        assertThat(bot.awaitState(ServiceState.STOPPED, LONG).state()).isEqualTo(ServiceState.STOPPED);

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
    }

    @Test
    void awaitStateReturnsAtOnceWhenItIsThere() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        bot.awaitState(ServiceState.STOPPED, Duration.ZERO);
    }

    @Test
    void awaitStateGivesUpAndTellsWhereTheUnitIs() {
        ServiceHandler bot = units.service("bot", "Type=notify", TestUnits.SLEEPER);
        systemctl.runChecked("start", "--no-block", bot);
        systemctl.awaitState(bot, "activating/start");

        assertThatThrownBy(() -> bot.awaitState(ServiceState.RUNNING, Duration.ofMillis(200)))
                .isInstanceOf(StateTimeoutException.class)
                .hasMessageContaining("state RUNNING was not reached within 200 ms")
                .hasMessageContaining("STARTING");
    }

    @Test
    void listenersHearOfEachChangeInAChain() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER).onStateChange(changes::add);

        bot.state();
        bot.start();
        bot.restart();
        bot.kill(Signal.KILL);
        bot.awaitState(ServiceState.ERROR, LONG);
        bot.resetFailed();

        assertThat(changes.get(0)).hasToString(bot + ": STOPPED -> RUNNING");
        assertThat(changes.get(changes.size() - 1).to()).isEqualTo(ServiceState.STOPPED);
        assertThat(changes).extracting(StateChange::to).contains(ServiceState.ERROR);
        assertChain();
    }

    @Test
    void listenersHearOfWhatOthersDidWhenAsked() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER).onStateChange(changes::add);
        bot.state();
        systemctl.runChecked("start", bot);

        units.systemd().statuses(List.of(bot));

        assertThat(changes).extracting(StateChange::toString).containsExactly(bot + ": STOPPED -> RUNNING");
        assertThat(changes.get(0).status().mainPid()).isPresent();
    }

    @Test
    void listenersHearAChainFromManyThreads() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER).onStateChange(changes::add);
        bot.state();

        CompletableFuture<?>[] calls = IntStream.range(0, 8)
                .mapToObj(i -> bot.async(i % 2 == 0 ? ServiceHandler::start : ServiceHandler::stop))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(calls).orTimeout(20, TimeUnit.SECONDS).join();
        bot.stop();

        assertThat(systemctl.state(bot)).isEqualTo("inactive/dead");
        assertChain();
    }

    @Test
    void asyncCallsWaitOnOtherThreads() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);

        CompletableFuture<Outcome> start = bot.async(ServiceHandler::start);

        assertThat(start.orTimeout(20, TimeUnit.SECONDS).join().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    @Test
    void asyncCallsRunOnTheExecutorThatWasGiven() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        List<String> threads = new CopyOnWriteArrayList<>();
        ServiceHandler mine = units.systemd()
                .withExecutor(task -> {
                    threads.add(Thread.currentThread().getName());
                    task.run();
                })
                .service(bot.toString());

        assertThat(mine.async(ServiceHandler::start).join().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    private void assertChain() {
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).from()).isEqualTo(changes.get(i - 1).to());
            assertThat(changes.get(i).to()).isNotEqualTo(changes.get(i).from());
        }
    }
}
