package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.testing.ProgramBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops by the steps of rules, of which rules may start the services again, and stops by an operator in between. */
class StopByRuleTest {

    private static final String UNIT = "[Install]\nWantedBy=default.target\n[Service]\nExecStart=/usr/bin/bot\n";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Rule START =
            Rule.named("start").asLongAs(Condition.down()).then(Action.start());

    private FakeSystemd fake = FakeSystemd.create();
    private final RecordedWatchdog dog = new RecordedWatchdog();

    private ServiceHandler start(String name, String unitFile, ProgramBehaviour behaviour) {
        fake.install(name, unitFile);
        fake.unit(name).behaves(behaviour);
        ServiceHandler service = Systemd.of(ManagerAddress.user(), fake).service(name);
        // the manager unloads a unit that is down and not enabled, and does not signal that it is stopped again
        service.enable();
        service.start();
        return service;
    }

    private ServiceHandler start(String name) {
        return start(name, UNIT, ProgramBehaviour.healthy());
    }

    @AfterEach
    void close() {
        dog.close();
    }

    static Stream<Action> programsThatStop() {
        return Stream.of(
                call(fired -> fired.service().stop()),
                call(fired -> fired.service().perform(Verb.STOP.noBlock())),
                Action.run(Command.of("systemctl", "--user", "stop", "bot.service")),
                Action.run(Command.of("systemctl", "--user", "--no-block", "stop", "bot.service")));
    }

    private static Action call(Consumer<WatchdogEvent.Fired> function) {
        return Action.call("stop", function);
    }

    @ParameterizedTest
    @MethodSource("programsThatStop")
    void aProgramOfARuleThatStopsTheServiceIsTheRule(Action stop) {
        ServiceHandler bot = start("bot");
        assertThatARuleMayStartItAfter(bot, stop);
    }

    @ParameterizedTest
    @MethodSource("programsThatStop")
    void aProgramOfARuleThatStopsAJvmIsTheRule(Action stop) {
        ServiceHandler bot = start("bot", UNIT, ProgramBehaviour.healthy().exitsOnTerm(143));
        assertThatARuleMayStartItAfter(bot, stop);
    }

    @ParameterizedTest
    @MethodSource("programsThatStop")
    void aProgramOfARuleThatStopsTheServiceIsTheRuleIfTheWatchPolls(Action stop) {
        ServiceHandler bot = start("bot");
        fake.fail(Fault.noBridge());
        assertThatARuleMayStartItAfter(bot, stop);
    }

    private void assertThatARuleMayStartItAfter(ServiceHandler bot, Action stop) {
        Rule rest = Rule.named("rest")
                .when(Condition.upFor(Duration.ofMinutes(5)))
                .then(stop)
                .cooldown(Duration.ofHours(1));
        dog.supervise(List.of(bot), rest, START);
        fake.advance(Duration.ofMinutes(20));

        assertThat(dog.fired()).containsExactly("rest", "start");
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aStopAfterTheProgramOfARuleIsAnOperators() {
        ServiceHandler bot = start("bot");
        Rule greet = Rule.named("greet").when(Condition.up()).then(call(fired -> {}));
        dog.supervise(List.of(bot), greet, START);
        fake.advance(Duration.ofSeconds(5));
        bot.stop();
        fake.advance(Duration.ofMinutes(10));

        assertThat(dog.fired()).containsExactly("greet");
        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void aStopDuringACallThatHangsIsAnOperators() {
        ServiceHandler bot = start("bot");
        Rule hang = Rule.named("hang").when(Condition.up()).then(call(fired -> {
            fake.advance(Duration.ofMinutes(1));
            bot.stop();
            fake.advance(Duration.ofMinutes(10));
        }));
        dog.supervise(List.of(bot), hang, START);
        fake.advance(Duration.ofMinutes(20));

        assertThat(dog.fired()).containsExactly("hang");
        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aServiceThatAnOperatorStopsDuringARestartOfItsGroupStaysDown(int version) {
        fake = FakeSystemd.create(version);
        ProgramBehaviour slow = ProgramBehaviour.healthy().readyAfter(Duration.ofSeconds(20));
        ServiceHandler database = start("database", UNIT + "Type=notify\n", slow);
        ServiceHandler api = start("api");
        ServiceHandler web = start("web");
        Rule group = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database", "api", "web"));
        dog.supervise(List.of(database, api, web), group);
        fake.unit("api").crash(1);
        fake.time().schedule(Duration.ofSeconds(10), () -> api.perform(Verb.STOP.noBlock()));
        fake.advance(Duration.ofMinutes(10));

        assertThat(dog.fired()).containsExactly("group");
        assertThat(api.state()).isEqualTo(ServiceState.ERROR);
        assertThat(database.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(web.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(dog.events())
                .filteredOn(WatchdogEvent.Acted.class::isInstance)
                .singleElement()
                .asString()
                .endsWith("FAILED (api.service: it was stopped in the meantime, and not by a rule)");
    }

    @Test
    void anotherServiceOfTheGroupThatAnOperatorStopsStaysDown() {
        ProgramBehaviour slow = ProgramBehaviour.healthy().readyAfter(Duration.ofSeconds(20));
        ServiceHandler database = start("database", UNIT + "Type=notify\n", slow);
        ServiceHandler web = start("web");
        Rule group = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database", "web"));
        dog.supervise(List.of(database, web), group);
        fake.unit("database").crash(1);
        fake.time().schedule(Duration.ofSeconds(10), () -> web.perform(Verb.STOP.noBlock()));
        fake.advance(Duration.ofMinutes(10));

        assertThat(web.state()).isEqualTo(ServiceState.STOPPED);
        assertThat(database.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(dog.events())
                .filteredOn(WatchdogEvent.Acted.class::isInstance)
                .singleElement()
                .asString()
                .contains("restarted [database.service]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PartOf=", "BindsTo=", "Requires="})
    void aServiceThatStopsTogetherWithOthersOfItsGroupComesBack(String dependency) {
        ServiceHandler database = start("database");
        ServiceHandler web =
                start("web", "[Unit]\n" + dependency + "database.service\n" + UNIT, ProgramBehaviour.healthy());
        // not the order in which systemd would stop them
        Rule group = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "web", "database"));
        dog.supervise(List.of(web, database), group);
        fake.unit("database").crash(1);
        fake.advance(MINUTE);
        web.start();
        database.start();
        fake.unit("web").crash(1);
        fake.advance(Duration.ofMinutes(10));

        assertThat(database.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(web.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aServiceThatAnOperatorStopsBetweenTwoActionsOfAStepStaysDown() {
        ServiceHandler bot = start("bot");
        Rule slow = Rule.named("slow")
                .asLongAs(Condition.failed())
                .then(call(fired -> fake.advance(Duration.ofMinutes(2))), Action.restart());
        dog.supervise(List.of(bot), slow);
        fake.unit("bot").crash(1);
        fake.time().schedule(MINUTE, () -> bot.perform(Verb.STOP.noBlock()));
        fake.advance(Duration.ofMinutes(10));

        assertThat(dog.fired()).containsExactly("slow");
        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void aRuleThatStopsWhatAnOperatorHasStoppedDoesNotMakeItItsOwn() {
        ServiceHandler bot = start("bot", UNIT, ProgramBehaviour.healthy().exitsOnTerm(143));
        Rule stop = Rule.named("stop").when(Condition.failed()).then(Action.stop());
        Rule later =
                Rule.named("later").asLongAs(Condition.in(ServiceState.STOPPED)).then(Action.start());
        dog.supervise(List.of(bot), stop, later);
        bot.stop();
        fake.advance(Duration.ofMinutes(5));
        bot.perform(Verb.RESET_FAILED);
        fake.advance(Duration.ofMinutes(20));

        assertThat(dog.fired()).containsExactly("stop");
        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }
}
