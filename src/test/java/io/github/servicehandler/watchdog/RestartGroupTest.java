package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.WatchdogEvent.Acted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups of services that are restarted together. */
class RestartGroupTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final ServiceHandler database = systemd.service("database");
    private final ServiceHandler api = systemd.service("api");
    private final ServiceHandler web = systemd.service("web");
    private final List<ServiceHandler> group = List.of(database, api, web);

    @BeforeEach
    void install() {
        group.forEach(service -> fake.install(service.toString(), "[Service]\nType=exec\nExecStart=/usr/bin/it\n"));
        group.forEach(ServiceHandler::start);
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_FOR_ONE,database,'database'",
        "ONE_FOR_ONE,api,'api'",
        "ONE_FOR_ALL,database,'database,api,web'",
        "ONE_FOR_ALL,web,'database,api,web'",
        "REST_FOR_ONE,database,'database,api,web'",
        "REST_FOR_ONE,api,'api,web'",
        "REST_FOR_ONE,web,'web'"
    })
    void theStrategySaysWhichAreRestarted(RestartStrategy strategy, String cause, String restarted) {
        assertThat(RestartGroup.of(strategy, List.of("database", "api", "web")).affectedBy(UnitName.of(cause)))
                .containsExactly(
                        Stream.of(restarted.split(",")).map(UnitName::of).toArray(UnitName[]::new));
    }

    @ParameterizedTest
    @EnumSource(RestartStrategy.class)
    void oneOutsideOfTheGroupIsRestartedAlone(RestartStrategy strategy) {
        assertThat(RestartGroup.of(strategy, List.of("a", "b")).affectedBy(UnitName.of("stranger.service")))
                .containsExactly(UnitName.of("stranger.service"));
    }

    @Test
    void allAreStoppedInReverseAndStartedInOrder() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            List<String> orders = ordersWhile(() -> fake.unit("api").crash(1));

            assertThat(orders)
                    .containsExactly(
                            "stop web", "stop api", "stop database", "start database", "start api", "start web");
            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aSlowRestartIsWaitedForBeforeTheQuarantine() {
        fake.unit("web").behaves(ProgramBehaviour.healthy().stopsAfter(Duration.ofSeconds(30)));
        web.restart();
        Rule rule = Rule.named("group")
                .on("database")
                .asLongAs(Condition.failed())
                .then(Action.resetFailed(), Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database", "web"))
                .times(1)
                .escalateTo(Action.quarantine());
        try (Watchdog dog = Watchdog.builder().watch(group).rule(rule).start()) {
            fake.unit("database").crash(1);
            fake.advance(Duration.ofMinutes(10));

            assertThat(dog.quarantined()).isEmpty();
            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
        }
    }

    @Test
    void oneForOneRestartsTheOneThatFailed() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ONE)) {
            assertThat(ordersWhile(() -> fake.unit("api").crash(1))).containsExactly("stop api", "start api");
            assertThat(dog.table()).contains("restart-group one-for-one (database.service, api.service, web.service)");
        }
    }

    @Test
    void aMemberThatSomebodyStoppedStaysDown() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            web.stop();
            fake.advance(SOON);
            List<String> orders = ordersWhile(() -> fake.unit("database").crash(1));

            assertThat(orders).containsExactly("stop api", "stop database", "start database", "start api");
            assertThat(web.state()).isEqualTo(ServiceState.STOPPED);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void whatComesAfterOneThatCannotBeStartedIsNotStartedInVainButStartedLater() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            fake.unit("database").behaves(ProgramBehaviour.cannotExecute());
            List<String> orders = ordersWhile(() -> fake.unit("database").crash(1));
            assertThat(orders).startsWith("stop web", "stop api", "stop database", "start database", "stop web");
            assertThat(acted().get(0).succeeded()).isFalse();
            assertThat(acted().get(0).detail()).startsWith("database.service: ");
            assertThat(web.state()).isEqualTo(ServiceState.STOPPED);
            fake.unit("database").behaves(ProgramBehaviour.healthy());
            fake.advance(Duration.ofMinutes(10));

            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void whatComesAfterOneThatCameUpTooLateIsStartedToo() {
        fake.install("database", "[Service]\nType=notify\nTimeoutStartSec=infinity\nExecStart=/usr/bin/it\n");
        database.restart();
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            fake.unit("database").behaves(ProgramBehaviour.healthy().readyAfter(Duration.ofMinutes(10)));
            fake.unit("database").crash(1);
            fake.advance(Duration.ofSeconds(1));
            assertThat(database.state()).isEqualTo(ServiceState.STARTING);
            assertThat(web.state()).isEqualTo(ServiceState.STOPPED);
            fake.unit("database").behaves(ProgramBehaviour.healthy().readyAfter(Duration.ZERO));
            fake.advance(Duration.ofMinutes(30));

            assertThat(acted().get(0).succeeded()).isFalse();

            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void whatTheGroupBroughtUpAndSomebodyThenStoppedIsLeftAlone() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            fake.unit("database").crash(1);
            fake.advance(SOON);
            web.stop();
            fake.advance(Duration.ofMinutes(10));
            fake.unit("database").crash(1);
            fake.advance(SOON);

            assertThat(web.state()).isEqualTo(ServiceState.STOPPED);
            assertThat(database.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void twoMembersThatFailAtOnceAreOneRestart() {
        try (Watchdog dog = start(RestartStrategy.ONE_FOR_ALL)) {
            List<String> orders = ordersWhile(() -> {
                fake.unit("api").crash(1);
                fake.unit("web").crash(1);
            });

            assertThat(orders).filteredOn("start web"::equals).hasSize(1);
            assertThat(group).allMatch(service -> service.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aGroupNamesEachOnceAndOneAtLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.restartGroup(RestartStrategy.ONE_FOR_ALL))
                .withMessageContaining("must have at least one service");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "a", "a.service"))
                .withMessageContaining("each service only once, but was [a.service, a.service]");
    }

    private Watchdog start(RestartStrategy strategy) {
        return Watchdog.builder()
                .watch(group)
                .rule(Rule.named("group")
                        .asLongAs(Condition.failed())
                        .then(Action.restartGroup(strategy, "database", "api", "web")))
                .onEvent(events::add)
                .start();
    }

    private List<String> ordersWhile(Runnable disaster) {
        int before = fake.busRequests().size();
        disaster.run();
        fake.advance(SOON);
        return ordersAfter(before, fake);
    }

    /** Returns the orders after a number of earlier ones, such as {@code stop web}. */
    static List<String> ordersAfter(int before, FakeSystemd fake) {
        List<String> all = fake.busRequests();
        return all.subList(before, all.size()).stream()
                .map(request -> request.replaceAll("(Start|Stop)Unit\\((\\w+)\\.service, replace\\)", "$1 $2"))
                .map(order -> order.toLowerCase(Locale.ROOT))
                .toList();
    }

    private List<Acted> acted() {
        return events.stream()
                .filter(Acted.class::isInstance)
                .map(Acted.class::cast)
                .toList();
    }
}
