package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of a watch on a manager that is restarted, and on many units at once. */
@RequiresUserManager
@Timeout(120)
class WatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final EventLog events = new EventLog();

    @Test
    void sharesOneConnectionThatLeavesNothingBehind() throws Exception {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        settle();
        Set<Thread> before = threads();
        long descriptors = descriptors();
        for (int i = 0; i < 20; i++) {
            try (Watch one = Watch.of(bot);
                    Watch two = Watch.all(units.systemd(), units.name("*"))) {
                assertThat(one.status(bot).state()).isEqualTo(ServiceState.STOPPED);
                assertThat(two.status(bot).state()).isEqualTo(ServiceState.STOPPED);
                assertThat(threads()).hasSizeLessThanOrEqualTo(before.size() + 2);
            }
        }

        Await.until(() -> before.containsAll(threads()));
        Await.until(() -> descriptors() <= descriptors);
    }

    @Test
    void goesOnAfterTheManagerReexecutedItself() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        try (Watch watch = watch(bot)) {
            systemctl.runChecked("daemon-reexec");
            systemctl.runChecked("start", bot);

            awaitState(watch, bot, ServiceState.RUNNING);
            systemctl.runChecked("daemon-reexec");
            systemctl.runChecked("kill", "--signal=KILL", bot);
            awaitState(watch, bot, ServiceState.ERROR);

            events.assertChains();
            Await.until(watch::isInContact);
        }
    }

    @Test
    void tellsThatContactWasLostAndRegainedWhenTheBridgeDies() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        BridgeRunner elsewhere = new BridgeRunner();
        Systemd systemd = Systemd.of(ManagerAddress.user(), elsewhere);
        ServiceHandler remote = systemd.service(bot.toString());
        try (Watch watch = watch(remote)) {
            elsewhere.cut();
            systemctl.runChecked("start", bot);
            awaitState(watch, remote, ServiceState.RUNNING);

            assertThat(events.kinds())
                    .containsSubsequence(UnitEvent.ContactLost.class, UnitEvent.ContactRegained.class);
            assertThat(watch.isInContact()).isTrue();
            events.assertChains();
        }
        Await.until(() -> elsewhere.started().stream()
                .allMatch(command -> command.exitCode().isPresent()));
    }

    @Test
    void goesOnAfterTheBusWasRestarted() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        ServiceHandler onTheBus =
                Systemd.of(ManagerAddress.user(), new BridgeRunner()).service(bot.toString());
        try (Watch watch = watch(onTheBus)) {
            systemctl.runChecked("restart", "dbus.service");
            systemctl.runChecked("start", bot);
            awaitState(watch, onTheBus, ServiceState.RUNNING);
            systemctl.runChecked("kill", "--signal=KILL", bot);
            awaitState(watch, onTheBus, ServiceState.ERROR);

            Await.until(watch::isInContact);
            assertThat(events.kinds())
                    .containsSubsequence(UnitEvent.ContactLost.class, UnitEvent.ContactRegained.class);
            events.assertChains();
            assertSameAsShow(watch, List.of(onTheBus));
        }
    }

    @Test
    void seesEveryTransitionOfACrashLoop() {
        ServiceHandler bot = units.install("bot", """
                [Unit]
                StartLimitIntervalSec=0
                [Service]
                ExecStart=/bin/false
                Restart=always
                RestartSec=0
                """);
        try (Watch watch = watch(bot)) {
            systemctl.runChecked("start", bot);
            watch.await(bot, status -> status.restarts() >= 50, PATIENCE);
            systemctl.runChecked("stop", bot);
            // the service may have failed just then
            watch.await(bot, status -> status.state().isDown(), PATIENCE);

            events.assertChains();
            List<Integer> counts = events.of(UnitEvent.Restarted.class)
                    .map(event -> event.status().restarts())
                    .toList();
            assertThat(counts)
                    .as("restarts, none missed")
                    .startsWith(1, 2, 3)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(counts).hasSize(counts.get(counts.size() - 1));
        }
    }

    @Test
    void seesAHundredServicesRestartedAtOnceBySomebodyElse() {
        units.template("many", "[Service]\n" + TestUnits.SLEEPER + "\n");
        List<ServiceHandler> many = Stream.iterate(1, i -> i + 1)
                .limit(100)
                .map(i -> units.systemd().service(units.name("many@" + i)))
                .toList();
        Object[] start = Stream.concat(Stream.of("start"), many.stream()).toArray();
        Object[] restart = Stream.concat(Stream.of("restart"), many.stream()).toArray();
        systemctl.runChecked(start);
        try (Watch watch = Watch.of(many)) {
            watch.onEvent(events);
            systemctl.runChecked(restart);
            for (ServiceHandler one : many) {
                awaitState(watch, one, ServiceState.RUNNING);
            }
            Await.until(() -> events.of(UnitEvent.Restarted.class).count() == many.size());

            events.assertChains();
            assertSameAsShow(watch, many);
        }
    }

    @Test
    void aReloadChangesNothingThatItDoesNotChange() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        systemctl.runChecked("start", bot);
        try (Watch watch = watch(bot)) {
            for (int i = 0; i < 5; i++) {
                systemctl.runChecked("daemon-reload");
            }
            Await.until(() -> events.of(UnitEvent.Reloaded.class).findAny().isPresent());
            awaitState(watch, bot, ServiceState.RUNNING);

            assertThat(events.of(UnitEvent.StateChanged.class)).isEmpty();
            assertThat(events.of(UnitEvent.Restarted.class)).isEmpty();
            assertSameAsShow(watch, List.of(bot));
        }
    }

    @Test
    void lookingAtAStoppedUnitStartsNoLoop() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        try (Watch watch = watch(bot);
                Watch all = Watch.all(units.systemd(), units.name("*"))) {
            String before = jobsAndUnits();
            for (int i = 0; i < 20; i++) {
                systemctl.runChecked("show", bot);
            }
            awaitState(watch, bot, ServiceState.STOPPED);
            awaitState(all, bot, ServiceState.STOPPED);

            Await.until(() -> jobsAndUnits().equals(before));
            assertThat(events.of(UnitEvent.StateChanged.class)).isEmpty();
        }
    }

    private String jobsAndUnits() {
        return systemctl.runChecked("list-units", "--all", "--plain", "--no-legend", units.name("*"));
    }

    private Watch watch(ServiceHandler... services) {
        return Watch.of(services).onEvent(events, Runnable::run);
    }

    private static void awaitState(Watch watch, ServiceHandler service, ServiceState state) {
        watch.await(service, status -> status.state() == state, PATIENCE);
    }

    private static void assertSameAsShow(Watch watch, List<ServiceHandler> services) {
        for (ServiceHandler service : services) {
            StatusComparison.assertSame(watch.status(service), service.status());
        }
    }

    /** Waits until the processes of other tests have ended. */
    private static void settle() throws InterruptedException {
        Await.until(
                () -> threads().stream().noneMatch(thread -> thread.getName().contains("bus")));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("servicehandler-"))
                .filter(thread -> !thread.getName().contains("listener"))
                .collect(Collectors.toSet());
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Runner that runs commands here but offers no sockets, so that the bus is reached through a bridge, which a test
     * can kill.
     */
    private static final class BridgeRunner implements CommandRunner {

        private final CommandRunner here = CommandRunner.local();
        private final Queue<RunningCommand> started = new ConcurrentLinkedQueue<>();

        @Override
        public CommandResult run(Command command) {
            return here.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            RunningCommand running = here.start(command);
            started.add(running);
            return running;
        }

        void cut() {
            started.forEach(RunningCommand::close);
        }

        Queue<RunningCommand> started() {
            return started;
        }
    }
}
