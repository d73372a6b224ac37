package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.watchdog.WatchdogEvent.Hold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops that no rule has ordered, of services that count as failed after the stop or before it. */
class OperatorStopTest {

    private static final String UNIT = "[Service]\nExecStart=/usr/bin/bot\n";
    private static final Rule REVIVE =
            Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());

    private static final Rule REVIVE_LATER = REVIVE.backoff(Duration.ofSeconds(10), Duration.ofSeconds(10));

    @TempDir
    Path directory;

    private FakeSystemd fake = FakeSystemd.create();
    private final List<WatchdogEvent> events = new ArrayList<>();
    private @Nullable Watchdog dog;

    private ServiceHandler service(String name) {
        return Systemd.of(ManagerAddress.user(), fake).service(name);
    }

    private ServiceHandler start(String name, String unitFile) {
        fake.install(name, unitFile);
        service(name).start();
        return service(name);
    }

    /** Starts a service that ends with 143 when it is stopped. */
    private ServiceHandler startJvm(String name, String unitFile) {
        fake.install(name, unitFile);
        fake.unit(name).behaves(ProgramBehaviour.healthy().exitsOnTerm(143));
        service(name).start();
        return service(name);
    }

    private Watchdog.Builder watching(ServiceHandler... services) {
        return Watchdog.builder().watch(services).onEvent(events::add);
    }

    private void supervise(Watchdog.Builder builder) {
        close();
        dog = builder.start();
    }

    private ServiceHandler superviseJvm() {
        ServiceHandler jvm = startJvm("jvm", UNIT);
        supervise(watching(jvm).rule(REVIVE));
        return jvm;
    }

    private ServiceHandler superviseJvmByPolling() {
        fake.fail(Fault.noBridge());
        ServiceHandler jvm = superviseJvm();
        fake.advance(Duration.ofSeconds(5));
        return jvm;
    }

    /** Lets the service "bot" fail at the first attempt of a rule, which waits for the next one then. */
    private void failBetweenAttempts(Watchdog.Builder builder) {
        fake.unit("bot")
                .behaves(ProgramBehaviour.healthy().after(Duration.ofSeconds(1)).exits(1));
        supervise(builder.rule(REVIVE_LATER));
        fake.unit("bot").crash(1);
        fake.advance(Duration.ofSeconds(3));
    }

    @AfterEach
    void close() {
        if (dog != null) {
            dog.close();
        }
    }

    private void assertLeftAlone(ServiceHandler service) {
        fake.advance(Duration.ofMinutes(10));
        assertThat(fired()).isEmpty();
        assertThat(service.state()).isEqualTo(ServiceState.ERROR);
        assertThat(holds()).containsExactly(Hold.STOPPED);
    }

    private List<WatchdogEvent.Fired> fired() {
        return events.stream()
                .filter(WatchdogEvent.Fired.class::isInstance)
                .map(WatchdogEvent.Fired.class::cast)
                .toList();
    }

    private List<Hold> holds() {
        return events.stream()
                .filter(WatchdogEvent.HeldBack.class::isInstance)
                .map(event -> ((WatchdogEvent.HeldBack) event).hold())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aJvmThatAnOperatorHasStoppedStaysDown(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler jvm = superviseJvm();
        jvm.stop();

        assertLeftAlone(jvm);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aJvmThatAnOperatorHasStoppedStaysDownIfTheWatchPolls(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler jvm = superviseJvmByPolling();
        jvm.stop();

        assertLeftAlone(jvm);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aServiceThatAnOperatorStopsAfterItsFailureStaysDown(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler bot = start("bot", UNIT);
        failBetweenAttempts(watching(bot));
        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
        events.clear();
        bot.stop();

        assertLeftAlone(bot);
        bot.perform(Verb.RESET_FAILED);
        fake.advance(Duration.ofMinutes(10));
        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aServiceThatAnOperatorStopsWhileItWaitsForItsRestartStaysDown(int version) {
        fake = FakeSystemd.create(version);
        ServiceHandler bot =
                start("bot", UNIT + "Restart=on-failure\nRestartSec=100\n[Install]\nWantedBy=default.target\n");
        bot.enable();
        Rule up = Rule.named("up").asLongAs(Condition.down()).then(Action.start());
        supervise(watching(bot).rule(up));
        fake.unit("bot").crash(1);
        fake.advance(Duration.ofSeconds(3));
        assertThat(bot.state()).isEqualTo(ServiceState.RESTARTING);
        bot.stop();
        fake.advance(Duration.ofMinutes(10));

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(fired()).isEmpty();
        assertThat(holds()).containsExactly(Hold.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aServiceThatAnOperatorStopsWhileItIsStartingStaysDown(int version) {
        fake = FakeSystemd.create(version);
        fake.install("jvm", UNIT + "Type=notify\n");
        fake.unit("jvm")
                .behaves(ProgramBehaviour.healthy()
                        .readyAfter(Duration.ofMinutes(1))
                        .exitsOnTerm(143));
        ServiceHandler jvm = service("jvm");
        supervise(watching(jvm).rule(REVIVE));
        jvm.perform(Verb.START.noBlock());
        fake.advance(Duration.ofSeconds(5));
        assertThat(jvm.state()).isEqualTo(ServiceState.STARTING);
        jvm.stop();

        assertLeftAlone(jvm);
    }

    @Test
    void aServiceThatIsStartedAgainIsLookedAfterAgain() {
        ServiceHandler jvm = superviseJvm();
        jvm.stop();
        fake.advance(Duration.ofMinutes(1));
        jvm.start();
        fake.unit("jvm").crash(1);
        fake.advance(Duration.ofMinutes(1));

        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aServiceThatFailsAtItsNextStartIsLookedAfterAgain() {
        ServiceHandler jvm = superviseJvm();
        jvm.stop();
        fake.unit("jvm").behaves(ProgramBehaviour.cannotExecute());
        jvm.start();
        fake.unit("jvm").behaves(ProgramBehaviour.healthy());
        fake.advance(Duration.ofMinutes(10));

        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void anOperatorsRestartOfAJvmIsNoFailure() {
        ServiceHandler jvm = startJvm("jvm", UNIT);
        Rule alert = Rule.named("alert").when(Condition.crashed()).then(Action.log());
        Rule often = Rule.named("often")
                .when(Condition.failed(1, Duration.ofHours(1)))
                .then(Action.log());
        supervise(watching(jvm).rules(List.of(REVIVE, alert, often)));
        jvm.restart();
        fake.advance(Duration.ofMinutes(10));
        jvm.stop();
        fake.advance(Duration.ofMinutes(10));

        assertThat(fired()).isEmpty();
        assertThat(holds()).containsExactly(Hold.STOPPED);
    }

    @Test
    void aKillIsNoStop() {
        ServiceHandler jvm = superviseJvm();
        jvm.kill(Signal.TERM);
        fake.advance(Duration.ofMinutes(10));

        assertThat(fired()).hasSize(1);
        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aKillIsNoStopIfTheWatchPolls() {
        ServiceHandler jvm = superviseJvmByPolling();
        jvm.kill(Signal.TERM);
        fake.advance(Duration.ofMinutes(10));

        assertThat(fired()).hasSize(1);
        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void anOrderThatDoesNothingIsNoStop() {
        ServiceHandler bot = start("bot", UNIT);
        failBetweenAttempts(watching(bot));
        fake.unit("bot").behaves(ProgramBehaviour.healthy());
        bot.perform(Verb.TRY_RESTART);
        fake.advance(Duration.ofMinutes(1));

        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aStartThatIsSkippedIsNoStop() {
        ServiceHandler bot = start("bot", UNIT);
        failBetweenAttempts(watching(bot));
        fake.install("bot", "[Unit]\nConditionPathExists=/nowhere\n" + UNIT);
        service("bot").systemd().daemonReload();
        bot.start();
        fake.install("bot", UNIT);
        fake.unit("bot").behaves(ProgramBehaviour.healthy());
        service("bot").systemd().daemonReload();
        fake.advance(Duration.ofMinutes(1));

        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aStartWhoseRequirementFailsIsNoStop() {
        fake.install("db", UNIT);
        ServiceHandler bot = start("bot", "[Unit]\nRequires=db.service\nAfter=db.service\n" + UNIT + "Restart=no\n");
        failBetweenAttempts(watching(bot));
        service("db").stop();
        fake.unit("db").behaves(ProgramBehaviour.cannotExecute());
        fake.unit("bot").behaves(ProgramBehaviour.healthy());
        bot.start();
        fake.unit("db").behaves(ProgramBehaviour.healthy());
        fake.advance(Duration.ofMinutes(1));

        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aServiceThatIsStoppedTogetherWithAnotherOneStaysDown() {
        start("db", UNIT);
        ServiceHandler jvm = startJvm("jvm", "[Unit]\nPartOf=db.service\n" + UNIT);
        supervise(watching(jvm).rule(REVIVE));
        service("db").stop();

        assertLeftAlone(jvm);
    }

    @Test
    void aServiceThatARuleHasStoppedMayBeStartedByRules() {
        ServiceHandler jvm = startJvm("jvm", UNIT);
        Rule rest =
                Rule.named("rest").when(Condition.upFor(Duration.ofMinutes(5))).then(Action.stop());
        supervise(watching(jvm).rules(List.of(rest, REVIVE)));
        fake.advance(Duration.ofMinutes(6));

        assertThat(fired()).extracting(WatchdogEvent.Fired::rule).containsExactly("rest", "revive");
        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void anOperatorMayStopWhatARuleIsRestarting() {
        fake.install("jvm", UNIT + "Type=notify\n");
        fake.unit("jvm")
                .behaves(ProgramBehaviour.healthy()
                        .readyAfter(Duration.ofSeconds(20))
                        .exitsOnTerm(143));
        ServiceHandler jvm = service("jvm");
        jvm.start();
        supervise(watching(jvm).rule(REVIVE));
        fake.unit("jvm").crash(1);
        fake.time().schedule(Duration.ofSeconds(10), () -> jvm.perform(Verb.STOP.noBlock()));
        fake.advance(Duration.ofMinutes(10));

        assertThat(fired()).hasSize(1);
        assertThat(jvm.state()).isEqualTo(ServiceState.ERROR);
        assertThat(holds()).containsExactly(Hold.STOPPED);
    }

    @Test
    void aStopOfAFailedServiceIsKnownToTheNextProgram() {
        ServiceHandler bot = start("bot", UNIT);
        Path state = directory.resolve("state");
        failBetweenAttempts(watching(bot).state(state));
        bot.stop();
        events.clear();
        supervise(watching(bot).rule(REVIVE_LATER).state(state));
        assertLeftAlone(bot);
    }

    @Test
    void aStopIsSeenEvenIfNoProgramWasThere() {
        ServiceHandler jvm = startJvm("jvm", UNIT);
        jvm.stop();
        supervise(watching(jvm).rule(REVIVE));
        assertLeftAlone(jvm);
    }

    @Test
    void aStopIsSeenEvenIfThereWasNoContact() {
        ServiceHandler jvm = superviseJvm();
        fake.disconnect();
        jvm.stop();

        assertLeftAlone(jvm);
    }

    @Test
    void aRuleMayActEvenIfTheServiceWasStopped() {
        ServiceHandler jvm = startJvm("jvm", UNIT);
        supervise(watching(jvm).rule(REVIVE.evenIfStopped()));
        jvm.stop();
        fake.advance(Duration.ofMinutes(10));

        assertThat(fired()).hasSize(1);
        assertThat(jvm.state()).isEqualTo(ServiceState.RUNNING);
    }
}
