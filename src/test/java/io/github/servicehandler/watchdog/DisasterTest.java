package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disasters, on the virtual time of the in-memory systemd. */
class DisasterTest {

    private static final String UNIT = "[Service]\nExecStart=/usr/bin/";

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final AtomicInteger alerts = new AtomicInteger();

    private final Rule revive = Rule.named("revive")
            .asLongAs(Condition.failed())
            .then(Action.resetFailed(), Action.restart())
            .times(5)
            .escalateTo(Action.quarantine(), Action.call("alert", fired -> alerts.incrementAndGet()))
            .backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    @Test
    void aCrashLoopBacksOffGivesUpQuarantinesAndAlertsOnce() {
        ServiceHandler bot = install("bot");
        fake.unit("bot")
                .behaves(ProgramBehaviour.healthy().after(Duration.ofSeconds(3)).exits(1));
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            fake.advance(Duration.ofHours(2));

            assertThat(fired()).hasSize(6).last().isEqualTo("quarantine, call alert");
            assertThat(alerts).hasValue(1);
            assertThat(dog.quarantined()).containsExactly(bot);
            assertThat(events).hasAtLeastOneElementOfType(WatchdogEvent.Exhausted.class);
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
        }
    }

    @Test
    void aServiceThatIsReleasedIsLookedAfterAgain() {
        ServiceHandler bot = install("bot");
        fake.unit("bot").behaves(ProgramBehaviour.healthy().exits(1));
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            fake.advance(Duration.ofHours(2));
            fake.unit("bot").behaves(ProgramBehaviour.healthy());
            dog.release(bot);
            fake.advance(Duration.ofMinutes(2));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(events).last().isInstanceOf(WatchdogEvent.Recovered.class);
        }
    }

    @Test
    void anOperatorsStopIsLeftAlone() {
        ServiceHandler bot = install("bot");
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            bot.stop();
            fake.advance(Duration.ofHours(2));

            assertThat(events).isEmpty();
            assertThat(dog.quarantined()).isEmpty();
            assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
        }
    }

    @Test
    void aDependencyThatIsDownIsWaitedFor() {
        ServiceHandler bot = install("bot");
        ServiceHandler database = install("database");
        bot.start();
        try (Watchdog dog = start(revive.on("bot").needs("database"), bot, database)) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(10));
            assertThat(events).singleElement().asString().contains("held back by needs");
            database.start();
            fake.advance(Duration.ofMinutes(10));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.table()).contains("revive", "as long as failed", "database.service");
        }
    }

    @Test
    void aHundredServicesThatFailAtOnceDoNotExceedTheCommonBudget() {
        List<ServiceHandler> bots =
                IntStream.range(0, 100).mapToObj(i -> install("bot-" + i)).toList();
        bots.forEach(ServiceHandler::start);
        Rule rule = Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
        try (Watchdog dog = Watchdog.builder()
                .watch(bots)
                .rule(rule)
                .budget(20, Duration.ofMinutes(1))
                .onEvent(events::add)
                .start()) {
            bots.forEach(bot -> fake.unit(bot.toString()).crash(1));
            fake.advance(Duration.ofSeconds(30));
            assertThat(fired()).hasSize(20);
            fake.advance(Duration.ofMinutes(6));

            assertThat(fired()).hasSize(100);
            assertThat(bots).allMatch(bot -> bot.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void tenCrashesInAnHourAreSeenThoughSystemdRestartsTheService() {
        fake.install("bot", UNIT + "bot\nRestart=on-failure\nRestartSec=1\nStartLimitIntervalSec=0\n");
        ServiceHandler bot = systemd.service("bot");
        bot.start();
        Rule rule = Rule.named("flapping")
                .when(Condition.failed(10, Duration.ofHours(1)))
                .then(Action.call("alert", fired -> alerts.incrementAndGet()));
        try (Watchdog dog = start(rule, bot)) {
            for (int crash = 1; crash <= 10; crash++) {
                assertThat(alerts).hasValue(0);
                fake.unit("bot").crash(1);
                fake.advance(Duration.ofMinutes(5));
            }

            assertThat(alerts).hasValue(1);
            assertThat(dog.table()).contains("failed 10 times in 1h");
        }
    }

    @Test
    void aDryRunDecidesAndDoesNothing() {
        ServiceHandler bot = install("bot");
        bot.start();
        try (Watchdog dog = Watchdog.builder()
                .watch(bot)
                .rule(revive)
                .dryRun()
                .onEvent(events::add)
                .start()) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(1));

            assertThat(fired()).contains("reset-failed, restart");
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            assertThat(events).noneMatch(WatchdogEvent.Acted.class::isInstance);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void maintenanceOfOneServiceHoldsItsRulesBack() {
        ServiceHandler bot = install("bot");
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            dog.maintenance(bot, true);
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(5));
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            dog.maintenance(bot, false);
            fake.advance(Duration.ofMinutes(5));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void aGroupIsRestartedInOrderFromTheOneThatFailed() {
        List<ServiceHandler> group = List.of(install("database"), install("api"), install("web"));
        group.forEach(ServiceHandler::start);
        Rule rule = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.REST_FOR_ONE, "database", "api", "web"));
        try (Watchdog dog = start(rule, group.toArray(ServiceHandler[]::new))) {
            int before = fake.busRequests().size();
            fake.unit("api").crash(1);
            fake.advance(Duration.ofSeconds(30));

            assertThat(RestartGroupTest.ordersAfter(before, fake))
                    .containsExactly("stop web", "stop api", "start api", "start web");
            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aServiceThatGrowsIsRestartedWhenThreeOfFiveReadingsAreTooHigh() {
        ServiceHandler bot = install("bot");
        bot.start();
        Rule rule = Rule.named("fat")
                .when(Condition.memoryAbove(1000).inLast(3, 5).sampledEvery(Duration.ofSeconds(10)))
                .then(Action.restart());
        try (Watchdog dog = start(rule, bot)) {
            fake.unit("bot").memory(500);
            fake.advance(Duration.ofMinutes(5));
            assertThat(events).isEmpty();
            fake.unit("bot").memory(2000);
            fake.advance(Duration.ofSeconds(15));
            assertThat(events).isEmpty();
            fake.advance(Duration.ofSeconds(20));

            assertThat(fired()).containsExactly("restart");
            assertThat(dog.table()).contains("memory above 1000 in 3 of 5");
        }
    }

    @Test
    void aLineInTheJournalAndSilenceAreNoticed() {
        ServiceHandler bot = install("bot");
        bot.start();
        Rule lines = Rule.named("lines")
                .when(Condition.logged(Pattern.compile("lost \\w+"), 2, Duration.ofMinutes(1)))
                .then(Action.reload());
        Rule silence = Rule.named("silence")
                .when(Condition.silentFor(Duration.ofMinutes(10)))
                .then(Action.restart());
        try (Watchdog dog = Watchdog.builder()
                .watch(bot)
                .rule(lines)
                .rule(silence)
                .onEvent(events::add)
                .start()) {
            fake.unit("bot").log("lost connection");
            fake.advance(Duration.ofSeconds(5));
            assertThat(events).isEmpty();
            fake.unit("bot").log("lost patience");
            fake.advance(Duration.ofSeconds(5));
            assertThat(fired()).containsExactly("reload");
            fake.advance(Duration.ofMinutes(11));

            assertThat(fired()).containsExactly("reload", "restart");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aServiceThatRunsButAnswersNobodyIsRestartedAfterThreeTries() throws IOException {
        ServiceHandler bot = install("bot");
        bot.start();
        Rule rule = Rule.named("hung")
                .when(HealthCheck.httpFails(URI.create("http://localhost:" + closedPort() + "/"))
                        .inLast(3, 3))
                .then(Action.restart());
        try (Watchdog dog = start(rule, bot)) {
            fake.advance(Duration.ofSeconds(25));
            assertThat(events).isEmpty();
            fake.advance(Duration.ofSeconds(10));

            assertThat(fired()).containsExactly("restart");
            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.table()).contains("http-fails");
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aProgramThatIsKilledInTheMiddleDoesNothingTwiceAndForgetsNothing(@TempDir Path directory) {
        List<ServiceHandler> bots =
                IntStream.range(0, 3).mapToObj(i -> install("bot-" + i)).toList();
        bots.forEach(ServiceHandler::start);
        bots.forEach(bot -> fake.unit(bot.toString()).crash(1));
        Path state = directory.resolve("state");
        Path asItWasThen = directory.resolve("as-it-was-then");
        List<ServiceHandler> byTheFirst = new ArrayList<>();
        List<ServiceHandler> byTheSecond = new ArrayList<>();
        try (Watchdog first = withState(state, bots, fired -> {
            byTheFirst.add(fired.service());
            copyOnce(state, asItWasThen);
        })) {
            fake.advance(Duration.ofSeconds(5));
            assertThat(byTheFirst).containsExactlyInAnyOrderElementsOf(bots);
            assertThat(first.quarantined()).isEmpty();
        }
        try (Watchdog second = withState(asItWasThen, bots, fired -> byTheSecond.add(fired.service()))) {
            fake.advance(Duration.ofHours(1));

            assertThat(byTheSecond).containsExactlyInAnyOrderElementsOf(byTheFirst.subList(1, 3));
            assertThat(second.quarantined()).isEmpty();
        }
    }

    private static void copyOnce(Path from, Path to) {
        try {
            if (!Files.exists(to)) {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Watchdog withState(Path state, List<ServiceHandler> services, Consumer<Fired> action) {
        return Watchdog.builder()
                .watch(services)
                .rule(Rule.named("once").when(Condition.failed()).then(Action.call("it", action)))
                .state(state)
                .start();
    }

    private ServiceHandler install(String name) {
        fake.install(name, UNIT + name + "\n");
        return systemd.service(name);
    }

    private Watchdog start(Rule rule, ServiceHandler... services) {
        return Watchdog.builder()
                .watch(services)
                .rule(rule)
                .onEvent(events::add)
                .start();
    }

    private List<String> fired() {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(event -> String.join(", ", ((Fired) event).actions()))
                .toList();
    }
}
