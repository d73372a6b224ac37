package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watch.FreezableRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions over the bus of the fake: what they cost, and what happens without the bus. */
class BusQueriesTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final List<String> verbs = new CopyOnWriteArrayList<>();

    /** A runner that passes on everything and records what it runs. */
    private final CommandRunner recorder = new CommandRunner() {
        @Override
        public CommandResult run(Command command) {
            verbs.add(command.argv().stream()
                    .skip(1)
                    .filter(word -> !word.startsWith("-"))
                    .findFirst()
                    .orElse(""));
            return fake.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            verbs.add(command.program());
            return fake.start(command);
        }

        @Override
        public TimeSource time() {
            return fake.time();
        }

        @Override
        public boolean isLocal() {
            return fake.isLocal();
        }
    };

    private final Systemd systemd = Systemd.of(ManagerAddress.user(), recorder).overBus();

    @Test
    void oneConnectionAnswersAllQuestions() {
        fake.install("Bot.service");
        ServiceHandler bot = systemd.service("Bot");

        bot.status();
        bot.start();
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        systemd.listUnits();
        systemd.withTimeout(Duration.ofSeconds(5)).version();

        // the first command finds out where the user's bus is
        assertThat(verbs).containsExactly("show", "systemd-stdio-bridge");
    }

    @Test
    void theWayIsKnown() {
        assertThat(systemd.route()).hasToString("BRIDGE");
        assertThat(Systemd.of(ManagerAddress.user(), recorder).route())
                .hasToString("SYSTEMCTL (the bus is not to be used)");
    }

    @Test
    void theReasonForSystemctlIsKnown() {
        fake.fail(Fault.noBridge());

        assertThat(systemd.route().kind()).isEqualTo(ManagerRoute.Kind.SYSTEMCTL);
        assertThat(systemd.route().reason()).contains("BRIDGE: ", "systemd-stdio-bridge");
    }

    @Test
    void aHandlerIsTheSameEitherWay() {
        assertThat(systemd.service("Bot"))
                .isEqualTo(Systemd.of(ManagerAddress.user(), recorder).service("Bot"));
    }

    @Test
    void systemctlIsAskedWhileThereIsNoBridge() {
        fake.install("Bot.service");
        fake.fail(Fault.noBridge());

        assertThat(systemd.service("Bot").state()).isEqualTo(ServiceState.STOPPED);
        assertThat(systemd.service("Bot").state()).isEqualTo(ServiceState.STOPPED);

        // the bridge is not tried for each question
        assertThat(verbs).containsExactly("show", "systemd-stdio-bridge", "show", "show");
    }

    @Test
    void aRunnerThatOnlyRunsCommandsIsEnough() {
        fake.install("Bot.service");
        CommandRunner simple = command -> fake.run(command);

        assertThat(Systemd.of(ManagerAddress.user(), simple)
                        .overBus()
                        .service("Bot")
                        .state())
                .isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void withoutAManagerTheErrorIsThatOfSystemctl() {
        fake.fail(Fault.busGone());

        assertThatExceptionOfType(ManagerUnavailableException.class)
                .isThrownBy(() -> systemd.service("Bot").status());
    }

    @Test
    void aLostConnectionIsOpenedAgain() {
        fake.install("Bot.service");
        FreezableRunner runner = new FreezableRunner(recorder);
        ServiceHandler bot = Systemd.of(ManagerAddress.user(), runner).overBus().service("Bot");
        bot.status();

        runner.disconnect();
        bot.status();
        bot.status();

        assertThat(verbs).filteredOn("systemd-stdio-bridge"::equals).hasSize(2);
    }

    @Test
    @Timeout(30)
    void aManagerThatDoesNotAnswerIsATimeout() {
        FreezableRunner runner = new FreezableRunner(recorder);
        Systemd frozen = Systemd.of(ManagerAddress.user(), runner).overBus().withTimeout(Duration.ofMillis(300));
        frozen.version();

        runner.freeze();

        assertThatExceptionOfType(CommandTimeoutException.class).isThrownBy(frozen::version);
    }

    @Test
    @Timeout(30)
    void anInterruptEndsAQuestion() throws InterruptedException {
        FreezableRunner runner = new FreezableRunner(recorder);
        Systemd frozen = Systemd.of(ManagerAddress.user(), runner).overBus();
        frozen.version();
        runner.freeze();
        List<Throwable> failures = new ArrayList<>();

        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                frozen.version();
            } catch (CommandInterruptedException e) {
                failures.add(e);
            }
        });
        caller.start();
        caller.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(failures).hasSize(1);
    }
}
