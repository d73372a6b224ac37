package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watchdog.WatchdogEvent.Acted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The result of each action. */
class StepRunnerTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final List<WatchdogEvent> events = new ArrayList<>();
    private final ServiceHandler bot = systemd.service("bot");

    @BeforeEach
    void install() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\nExecReload=/usr/bin/bot reload\n");
        bot.start();
    }

    @Test
    void stopStopsAndTheServiceCountsAsStoppedByARule() {
        perform(Condition.up(), Action.stop());

        assertThat(acted()).singleElement().hasToString("r on bot.service: stop done (OK)");
        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void whatARuleStoppedAnotherRuleMayStart() {
        Rule stop = rule(Condition.failed(1, Duration.ofMinutes(1)), Action.stop());
        Rule start = Rule.named("start")
                .asLongAs(Condition.in(ServiceState.STOPPED).heldFor(Duration.ofMinutes(5)))
                .then(Action.start());
        try (Watchdog dog = start(stop, start)) {
            bot.kill(Signal.KILL);
            bot.start();
            fake.advance(Duration.ofMinutes(10));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void killSendsItsSignal() {
        perform(Condition.up(), Action.kill(Signal.KILL));

        assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
        assertThat(acted().get(0).action()).isEqualTo("kill KILL");
    }

    @Test
    void reloadReloads() {
        perform(Condition.up(), Action.reload());

        assertThat(fake.busRequests()).containsExactly("ReloadUnit(bot.service, replace)");
        assertThat(acted().get(0).succeeded()).isTrue();
    }

    @Test
    void resetFailedForgetsTheFailure() {
        fake.unit("bot").crash(1);
        perform(Condition.failed(), Action.resetFailed());

        assertThat(bot.state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void aChainEndsWithTheFirstActionThatFails() {
        perform(
                Condition.up(),
                Action.call("boom", fired -> {
                    throw new IllegalStateException("it went off");
                }),
                Action.stop());

        assertThat(acted()).singleElement().hasToString("r on bot.service: call boom FAILED (it went off)");
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void whatCouldNotBeStoppedIsNotPutInQuarantineEither() {
        fake.fail(Fault.permissionDenied());
        Rule rule = rule(Condition.up(), Action.stop(), Action.quarantine());
        try (Watchdog dog = start(rule)) {
            fake.advance(Duration.ofMinutes(1));

            assertThat(acted()).extracting(Acted::action).containsOnly("stop");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void whatWasInQuarantineStaysThereWhateverAnotherRuleFailsToDo() {
        Rule pause = Rule.named("pause").when(Condition.failed()).then(Action.quarantine());
        Rule again = Rule.named("again")
                .when(Condition.failed().heldFor(Duration.ofMinutes(1)))
                .then(
                        Action.call("boom", fired -> {
                            throw new IllegalStateException("it went off");
                        }),
                        Action.quarantine());
        try (Watchdog dog = start(pause, again)) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofMinutes(2));

            assertThat(acted()).extracting(Acted::action).containsExactly("quarantine", "call boom");
            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void aCommandThatTheManagerRefusesIsAFailureAndTheServiceIsNotBusyForEver() {
        Rule refused = rule(Condition.failed(), Action.restart());
        Rule later = Rule.named("later")
                .when(Condition.failed().heldFor(Duration.ofMinutes(1)))
                .then(Action.log());
        try (Watchdog dog = start(refused, later)) {
            fake.unit("bot").crash(1);
            fake.fail(Fault.permissionDenied());
            fake.advance(Duration.ofMinutes(2));

            assertThat(acted().get(0).succeeded()).isFalse();
            assertThat(acted()).extracting(Acted::rule).contains("later");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void runRunsACommandWhereTheManagerIs() {
        perform(Condition.up(), Action.run(Command.of("systemctl", "--user", "is-active", "nope.service")));

        assertThat(acted().get(0).action()).isEqualTo("run (systemctl, --user, is-active, nope.service)");
        assertThat(acted().get(0).succeeded()).isFalse();
        assertThat(acted().get(0).detail()).startsWith("systemctl exited with ");
    }

    @Test
    void callIsGivenTheDecision() {
        List<String> heard = new ArrayList<>();
        perform(Condition.up(), Action.call("hear", fired -> heard.add(fired.toString())));

        assertThat(heard).singleElement().asString().startsWith("r on bot.service: call hear (attempt 1; ");
    }

    @Test
    void whatACallThrowsIsTold() {
        perform(Condition.up(), Action.call("break", fired -> {
            throw new AssertionError();
        }));

        assertThat(acted())
                .singleElement()
                .matches(acted -> !acted.succeeded())
                .extracting(Acted::detail)
                .isEqualTo("java.lang.AssertionError");
    }

    @Test
    void aCallThatDoesNotReturnIsReportedAndHoldsOnlyItsOwnService() {
        ServiceHandler web = systemd.service("web");
        fake.install("web", "[Service]\nExecStart=/usr/bin/web\n");
        web.start();
        Rule group = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(
                        Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "bot", "web"),
                        Action.call("hang", fired -> letAnHourPass(web)));
        Rule revive = Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
        try (Watchdog dog = Watchdog.builder()
                .watch(bot, web)
                .rules(List.of(group, revive.on("web")))
                .onEvent(events::add)
                .start()) {
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofHours(2));

            assertThat(events.stream().filter(WatchdogEvent.Noted.class::isInstance))
                    .extracting(WatchdogEvent::toString)
                    .containsExactly(
                            "group on bot.service: call hang has not returned for 30s; until it does, this rule"
                                    + " takes no other step for the service, and no other rule gives orders to it");
            assertThat(acted())
                    .extracting(acted -> acted.rule() + " " + acted.action())
                    .containsExactly(
                            "group restart-group one-for-all (bot.service, web.service)",
                            "revive restart",
                            "group call hang");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    private void letAnHourPass(ServiceHandler crashing) {
        fake.advance(Duration.ofMinutes(1));
        fake.unit(crashing.unitName().toString()).crash(1);
        fake.advance(Duration.ofHours(1));
        assertThat(crashing.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void aCallThatReturnsSoonIsNotReported() {
        perform(Condition.up(), Action.call("mail", fired -> fake.advance(Duration.ofSeconds(29))));
        fake.advance(Duration.ofMinutes(1));

        assertThat(events).noneMatch(WatchdogEvent.Noted.class::isInstance);
    }

    @Test
    void quarantineIsNoOrderAndLogTellsNothingBack() {
        perform(Condition.up(), Action.quarantine(), Action.log());

        assertThat(acted()).extracting(Acted::detail).containsExactly("until the service is released", "");
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void afterTheEndNothingMoreIsBegun() {
        Watchdog dog = start(rule(Condition.up(), Action.stop()));
        dog.close();
        fake.advance(Duration.ofMinutes(1));

        assertThat(acted()).isEmpty();
        assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
    }

    private void perform(Condition condition, Action... actions) {
        try (Watchdog dog = start(rule(condition, actions))) {
            fake.advance(Duration.ofSeconds(5));
            assertThat(dog.table()).contains("r ");
        }
    }

    private static Rule rule(Condition condition, Action... actions) {
        return Rule.named("r").when(condition).then(actions);
    }

    private Watchdog start(Rule... rules) {
        return Watchdog.builder()
                .watch(bot)
                .rules(List.of(rules))
                .onEvent(events::add)
                .start();
    }

    private List<Acted> acted() {
        return events.stream()
                .filter(Acted.class::isInstance)
                .map(Acted.class::cast)
                .toList();
    }
}
