package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watch.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loss of contact with managers, reported by the test. */
class ContactTrackerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Queue<Runnable> meanwhile = new ArrayDeque<>();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), new Interrupted());
    private final ServiceHandler bot = systemd.service("bot");
    private final Rule revive =
            Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
    /** A rule whose action changes nothing, so that the watch has nothing to report. */
    private final Rule prod =
            Rule.named("prod").when(Condition.up().heldFor(MINUTE)).then(Action.start());

    private WatchdogRuntime dog;

    /** Runs something while a command runs. */
    private final class Interrupted implements CommandRunner {

        @Override
        public CommandResult run(Command command) {
            Runnable next = meanwhile.poll();
            if (next != null) {
                next.run();
            }
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            return fake.start(command);
        }

        @Override
        public TimeSource time() {
            return fake.time();
        }
    }

    @BeforeEach
    void start() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        bot.start();
        dog = start(revive, event -> {});
    }

    private WatchdogRuntime start(Rule rule, Consumer<WatchdogEvent> listener) {
        WatchdogRuntime started = new WatchdogRuntime(new WatchdogRuntime.Plan(
                List.of(bot), List.of(rule), null, false, List.of(listener), null, null, new Random(1), false, false));
        started.start();
        return started;
    }

    @AfterEach
    void close() {
        dog.close();
    }

    @Test
    void onceContactIsBackAllIsReadAnew() {
        assertThat(state()).isEqualTo(ServiceState.RUNNING);
        lose();
        assertThat(state()).isEqualTo(ServiceState.UNKNOWN);
        regain();

        assertThat(state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void anAnswerThatComesAfterContactWasLostAgainIsNotBelieved() {
        lose();
        meanwhile.add(this::lose);
        regain();
        assertThat(state()).isEqualTo(ServiceState.UNKNOWN);
        regain();

        assertThat(state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void whatTheWatchSawBeforeContactWasLostAgainIsNotBelieved() {
        lose();
        meanwhile.add(() -> {
            lose();
            fake.failNext(Fault.busGone());
        });
        regain();

        assertThat(state()).isEqualTo(ServiceState.UNKNOWN);
    }

    @Test
    void whatTheWatchSeesCountsIfTheManagerDoesNotAnswer() {
        lose();
        meanwhile.add(() -> fake.failNext(Fault.busGone()));
        regain();

        assertThat(state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void whatAnOrderFoundWhileContactWasLostIsNotBelieved() {
        dog.close();
        dog = start(prod, event -> {});
        meanwhile.add(this::lose);
        fake.advance(MINUTE.plusSeconds(1));

        assertThat(meanwhile).isEmpty();
        assertThat(fake.commands()).last().asString().contains("show");
        assertThat(state()).isEqualTo(ServiceState.UNKNOWN);
    }

    @Test
    void whatAnOrderFindsThatBeginsWhileThereIsNoContactIsNotBelieved() {
        dog.close();
        dog = start(prod, event -> lose());
        fake.advance(MINUTE.plusSeconds(1));

        assertThat(fake.commands()).last().asString().contains("show");
        assertThat(state()).isEqualTo(ServiceState.UNKNOWN);
    }

    private void lose() {
        dog.feed().onEvent(new UnitEvent.ContactLost(systemd, "the test says so", Instant.EPOCH));
    }

    private void regain() {
        dog.feed().onEvent(new UnitEvent.ContactRegained(systemd, Instant.EPOCH));
        assertThat(meanwhile).isEmpty();
    }

    private ServiceState state() {
        return dog.driver().state(bot);
    }
}
