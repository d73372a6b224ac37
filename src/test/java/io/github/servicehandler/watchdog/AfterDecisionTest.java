package io.github.servicehandler.watchdog;

import static io.github.servicehandler.watchdog.TestStatuses.failed;
import static io.github.servicehandler.watchdog.TestStatuses.running;
import static io.github.servicehandler.watchdog.TestStatuses.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.ProgramBehaviour;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events between a decision and the end of its step run. */
class AfterDecisionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
    private final List<String> told = new ArrayList<>();
    private final Rule revive =
            Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());

    @BeforeEach
    void install() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        bot.start();
    }

    @Test
    void whatMaintenanceForbidsMeanwhileIsNotBegun() {
        try (Watchdog dog = start(revive, watchdog -> watchdog.maintenance(bot, true))) {
            fake.unit("bot").crash(1);
            fake.advance(MINUTE);
            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            assertThat(told).containsExactly("restart", "Noted", "MAINTENANCE");

            dog.maintenance(bot, false);
            fake.advance(MINUTE);
            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void whatSomebodyHasStoppedMeanwhileIsLeftDown() {
        EngineFixture fixture = new EngineFixture(
                Rule.named("fresh").on("bot").when(Condition.up()).then(Action.restart()));
        fixture.see(running("a")).see(stopped());

        Engine.Start start = fixture.engine.start(fixture.stepRuns.get(0), fixture.now());

        assertThat(start.granted()).isFalse();
        assertThat(fixture.take(start.decisions()).told()).containsExactly("restart", "STOPPED");
        assertThat(fixture.engine.services().firings().isEmpty()).isTrue();
        assertThat(fixture.see(running("b")).told()).containsExactly("restart");
    }

    @Test
    void whatARuleDecidedThatIsNoMoreIsNotBegun() {
        Rule pause = Rule.named("pause").on("bot").when(Condition.failed()).then(Action.stop(), Action.quarantine());
        EngineFixture fixture = new EngineFixture(pause).see(running("a")).see(failed());
        Engine without = fixture.engine.withRules(List.of());

        Engine.Start start = without.start(fixture.stepRuns.get(0), fixture.now());

        assertThat(start.granted()).isFalse();
        assertThat(start.decisions().events()).singleElement().asString().contains("removed", "pause", "bot.service");
        assertThat(without.services().firings().isEmpty()).isTrue();
        assertThat(without.services().holds(UnitName.of("bot.service")).isQuarantined())
                .isFalse();
        assertThat(without.services().holds(UnitName.of("bot.service")).busyWith())
                .isNull();
    }

    @Test
    void aWordThatIsNotSaidAnyMoreLeavesAnotherRuleAtItsWork() {
        Rule word = Rule.named("word").on("bot").when(Condition.failed()).then(Action.log());
        EngineFixture fixture =
                new EngineFixture(revive.on("bot"), word).see(running("a")).see(failed());
        fixture.engine.start(fixture.stepRuns.get(0), fixture.now());
        fixture.engine.services().setMaintenance(true);

        assertThat(fixture.engine.start(fixture.stepRuns.get(1), fixture.now()).granted())
                .isFalse();

        assertThat(fixture.engine.services().holds(UnitName.of("bot.service")).busyWith())
                .isEqualTo("revive");
    }

    @Test
    void whatIsDoneAboutAStoppedServiceDoesNotMakeItARulesToStart() {
        fake.program("/usr/bin/mail", ProgramBehaviour.healthy().exits(0));
        Rule keepUp = Rule.named("keep-up").asLongAs(Condition.down()).then(Action.start());
        Rule mail = Rule.named("mail").when(Condition.down()).then(Action.run(Command.of("/usr/bin/mail")));
        try (Watchdog dog = start(keepUp, watchdog -> {}, mail)) {
            bot.stop();
            fake.advance(MINUTE);

            assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
            assertThat(told).contains("run (/usr/bin/mail)", "STOPPED");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void aGroupThatWaitsForAMemberIsAskedAgainOnceThatIsDone() {
        EngineFixture fixture = new EngineFixture(
                Rule.named("db").on("database").asLongAs(Condition.failed()).then(Action.restart()),
                Rule.named("group")
                        .on("bot")
                        .asLongAs(Condition.failed())
                        .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "database", "bot")));
        fixture.see(running("a")).see(fixture.database, running("x"));
        fixture.see(fixture.database, failed()).see(failed());
        assertThat(fixture.told()).containsExactly("restart", "BUSY");

        fixture.take(fixture.engine.finished(
                fixture.stepRuns.get(0), Map.of(fixture.database, running("y")), 1, fixture.now()));
        fixture.pass(MINUTE);

        assertThat(fixture.told()).contains("restart-group one-for-all (database.service, bot.service)");
    }

    @Test
    void aFailureLeavesAnotherRulesQuarantineInPlace() {
        EngineFixture fixture = new EngineFixture(
                Rule.named("a").on("bot").when(Condition.failed()).then(Action.restart(), Action.quarantine()),
                Rule.named("b").on("bot").when(Condition.failed(2, MINUTE)).then(Action.quarantine()));
        fixture.see(running("a")).see(failed());
        fixture.passSeconds(1).see(running("b")).see(failed());
        fixture.take(fixture.engine.finished(fixture.stepRuns.get(1), Map.of(), 1, fixture.now()));

        fixture.take(fixture.engine.finished(fixture.stepRuns.get(0), Map.of(), 0, fixture.now()));

        assertThat(fixture.engine.services().holds(UnitName.of("bot.service")).isQuarantined())
                .isTrue();
    }

    @Test
    void aNewProgramLeavesAnotherRulesQuarantineInPlace() {
        Rule rule = Rule.named("b").on("bot").when(Condition.failed()).then(Action.log(), Action.quarantine());
        EngineFixture before = new EngineFixture(rule);
        before.engine.services().holds(UnitName.of("bot.service")).quarantine("a");
        before.see(running("a")).see(failed());
        before.engine.holdsChanged();
        EngineFixture after = new EngineFixture(rule);

        after.engine.restore(StateReader.read(StateWriter.of(before.engine.snapshot()), after.now()), after.now());

        assertThat(after.engine.services().holds(UnitName.of("bot.service")).quarantinedBy())
                .containsExactly("a");
    }

    /** Runs something as soon as the first decision was made. */
    private Watchdog start(Rule rule, Consumer<Watchdog> meanwhile, Rule... more) {
        Watchdog dog =
                Watchdog.builder().watch(bot).rule(rule).rules(List.of(more)).build();
        dog.onEvent(event -> {
            told.add(EngineFixture.word(event));
            if (told.size() == 1) {
                meanwhile.accept(dog);
            }
        });
        return dog.start();
    }
}
