package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Verb;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.HealthCheck;
import io.github.servicehandler.watchdog.RestartStrategy;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import io.github.servicehandler.watchdog.WatchdogEvent;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import io.github.servicehandler.watchdog.WatchdogEvent.HeldBack;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disasters of real services, as in {@code DisasterTest}, which has a virtual clock. */
@RequiresUserManager
@Timeout(180)
class WatchdogDisasterIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private static final Duration LONG = Duration.ofSeconds(60);

    /** A shell that grows by a megabyte every tenth of a second, up to two hundred. */
    private static final String LEAK = "ExecStart=/bin/sh -c 'y=$$(printf \"%%1000000s\" a); i=0;"
            + " while [ $$i -lt 200 ]; do i=$$((i+1)); x=$$x$$y; sleep 0.1; done; sleep infinity'";

    @TempDir
    Path directory;

    private final PlainSystemctl systemctl = units.systemctl();
    private final Queue<WatchdogEvent> events = new ConcurrentLinkedQueue<>();

    @Test
    void aProcessThatGrowsIsRestartedAndThenIsSmallAgain() {
        ServiceHandler leak = units.service("leak", LEAK);
        leak.start();
        String first = run(leak);
        Rule fat = Rule.named("fat")
                .when(Condition.memoryAbove(20_000_000).inLast(2, 3).sampledEvery(Duration.ofMillis(200)))
                .then(Action.restart());
        try (Watchdog dog = start(fat, leak)) {
            Await.until(LONG, () -> !run(leak).equals(first) && leak.state() == ServiceState.RUNNING);

            assertThat(fired().get(0).evidence()).matches("memory \\d{8,}, 2 of the last \\d readings");
            assertThat(dog.table()).contains("memory above 20000000 in 2 of 3 every 200ms");
        }
    }

    @Test
    void aProcessThatSpinsIsRestartedThoughNoAccountIsKept() {
        ServiceHandler spin = units.service("spin", "CPUAccounting=no\nExecStart=/bin/sh -c 'while :; do :; done'");
        Rule busy = Rule.named("busy")
                .when(Condition.cpuAbove(0.05).inLast(2, 3).sampledEvery(Duration.ofMillis(200)))
                .then(Action.restart());

        assertThat(evidenceOfRestart(spin, busy)).matches("cpu [\\d.]+ cores, 2 of the last \\d readings");
    }

    @Test
    void aServiceWithTooManyProcessesIsRestarted() {
        ServiceHandler forks = units.service("forks", "ExecStart=/bin/sh -c 'sleep 1000 & sleep 1000 & wait'");
        Rule many = Rule.named("many")
                .when(Condition.tasksAbove(2).sampledEvery(Duration.ofMillis(200)))
                .then(Action.restart());

        assertThat(evidenceOfRestart(forks, many)).isEqualTo("tasks 3");
    }

    private String evidenceOfRestart(ServiceHandler service, Rule rule) {
        service.start();
        String first = run(service);
        try (Watchdog dog = start(rule, service)) {
            Await.until(LONG, () -> !run(service).equals(first));

            assertThat(dog.quarantined()).isEmpty();
            return fired().get(0).evidence();
        }
    }

    @Test
    void aServiceThatRunsButAnswersNobodyIsRestarted() throws IOException {
        int port = freePort();
        ServiceHandler server =
                units.service("server", "ExecStart=" + String.join(" ", Programs.command(HangingServer.class, port)));
        server.start();
        Await.until(LONG, () -> answers(port, "/"));
        String first = run(server);
        Rule hung = Rule.named("hung")
                .when(HealthCheck.httpFails(address(port, "/")).sampledEvery(Duration.ofMillis(200)))
                .then(Action.restart());
        try (Watchdog dog = start(hung, server)) {
            assertThat(answers(port, "/hang")).isFalse();
            assertThat(server.state()).isEqualTo(ServiceState.RUNNING);
            Await.until(LONG, () -> !run(server).equals(first) && answers(port, "/"));

            assertThat(fired().get(0).evidence()).contains("http://127.0.0.1:" + port + "/: ");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aDependencyThatIsDownIsWaitedFor() {
        ServiceHandler database = units.service("database", TestUnits.SLEEPER);
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        bot.start();
        Rule revive = Rule.named("revive")
                .on(bot.toString())
                .asLongAs(Condition.failed())
                .then(Action.restart())
                .needs(database.toString());
        try (Watchdog dog = start(revive, bot, database)) {
            systemctl.runChecked("kill", "--signal=KILL", bot);
            Await.until(() -> events.stream().anyMatch(event -> held(event) == WatchdogEvent.Hold.NEEDS));
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            systemctl.runChecked("start", database);

            Await.until(() -> bot.state() == ServiceState.RUNNING);
            assertThat(fired()).hasSize(1);
            assertThat(dog.table()).contains(database.toString());
        }
    }

    @Test
    void aHundredServicesThatFailAtOnceAreRevivedAtThePaceOfTheBudget() {
        List<String> names = IntStream.range(0, 100)
                .mapToObj(i -> units.write("bot" + i, "[Service]\n" + TestUnits.SLEEPER + "\n"))
                .toList();
        systemctl.runChecked("daemon-reload");
        List<ServiceHandler> bots = units.systemd().services(names.toArray(String[]::new));
        units.systemd().perform(Verb.START, bots);
        Rule revive = Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
        try (Watchdog dog = Watchdog.builder()
                .watch(bots)
                .rule(revive)
                .budget(25, Duration.ofSeconds(3))
                .onEvent(events::add)
                .start()) {
            systemctl.runChecked("kill", "--signal=KILL", units.name("bot*"));
            Await.until(LONG, () -> fired().size() >= 100);
            Await.until(LONG, () -> isRunning(bots));

            assertThat(fired()).extracting(Fired::service).doesNotHaveDuplicates();
            assertNeverMoreThan(25, Duration.ofSeconds(3));
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    private void assertNeverMoreThan(int times, Duration period) {
        List<Instant> moments = fired().stream().map(Fired::at).toList();
        for (int i = times; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - times), moments.get(i))).isGreaterThanOrEqualTo(period);
        }
    }

    @Test
    void aGroupIsRestartedFromTheOneThatFailedOn() {
        ServiceHandler database = units.service("database", TestUnits.SLEEPER);
        ServiceHandler api = units.service("api", TestUnits.SLEEPER);
        ServiceHandler web = units.service("web", TestUnits.SLEEPER);
        List<ServiceHandler> group = List.of(database, api, web);
        group.forEach(ServiceHandler::start);
        List<String> before = group.stream().map(this::run).toList();
        Rule rule = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(
                        RestartStrategy.REST_FOR_ONE, database.toString(), api.toString(), web.toString()));
        try (Watchdog dog = start(rule, database, api, web)) {
            systemctl.runChecked("kill", "--signal=KILL", api);
            Await.until(() -> events.stream().anyMatch(WatchdogEvent.Acted.class::isInstance));

            assertThat(isRunning(group)).isTrue();
            assertThat(run(database)).isEqualTo(before.get(0));
            assertThat(run(api)).isNotEqualTo(before.get(1));
            assertThat(run(web)).isNotEqualTo(before.get(2));
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aProgramThatIsKilledAndComesBackDoesNothingTwiceAndForgetsNothing() throws IOException {
        int count = 20;
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> units.write("slow" + i, slow("slow" + i)))
                .toList();
        systemctl.runChecked("daemon-reload");
        names.forEach(name -> systemctl.run("start", "--no-block", name));
        Await.until(LONG, () -> names.stream().allMatch(name -> isFailed(name) && runs(name) == 1));

        try (WatchdogRun first = WatchdogRun.start(directory, names)) {
            Await.until(LONG, () -> names.stream().anyMatch(name -> runs(name) == 2));
            first.kill();
        }
        long begun = names.stream().filter(name -> runs(name) == 2).count();
        try (WatchdogRun second = WatchdogRun.start(directory, names)) {
            Await.until(LONG, () -> names.stream().allMatch(name -> second.saw("witness on " + name)));
            Await.until(
                    LONG,
                    () -> names.stream().noneMatch(name -> systemctl.state(name).startsWith("activating")));

            assertThat(second.output()).doesNotContain("was renamed to");
        }

        assertThat(begun).as("killed in the middle").isBetween(1L, 8L);
        assertThat(names).allSatisfy(name -> assertThat(runs(name)).as(name).isBetween(1L, 2L));
        // up to eight steps were running, and systemd may not have received the command of each
        assertThat(names.stream().filter(name -> runs(name) == 2).count()).isGreaterThanOrEqualTo(count - 8);
    }

    /** A service that takes a while to start, and fails the first time. */
    private String slow(String label) {
        return """
                [Service]
                ExecStartPre=/bin/sh -c 'echo started >> %1$s'
                ExecStartPre=/bin/sleep 1
                ExecStart=/bin/sh -c 'test $$(wc -l < %1$s) -gt 1 && exec sleep infinity; exit 1'
                """.formatted(directory.resolve(units.name(label)));
    }

    private long runs(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isFailed(String name) {
        return systemctl.state(name).startsWith("failed");
    }

    private Watchdog start(Rule rule, ServiceHandler... services) {
        return Watchdog.builder()
                .watch(services)
                .rule(rule)
                .onEvent(events::add)
                .start();
    }

    private List<Fired> fired() {
        return events.stream()
                .filter(Fired.class::isInstance)
                .map(Fired.class::cast)
                .toList();
    }

    private static WatchdogEvent.Hold held(WatchdogEvent event) {
        return event instanceof HeldBack held ? held.hold() : WatchdogEvent.Hold.BUSY;
    }

    private static boolean isRunning(Collection<ServiceHandler> services) {
        return units.systemd().statuses(services).values().stream()
                .allMatch(status -> status.state() == ServiceState.RUNNING);
    }

    private String run(ServiceHandler service) {
        return systemctl.show(service, "InvocationID");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static boolean answers(int port, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address(port, path).toURL().openConnection();
            connection.setReadTimeout(500);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            // the service hangs, has not started yet, or is stopping
            return false;
        }
    }
}
