package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ProcessExit;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import io.github.servicehandler.watchdog.WatchdogEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an automatic restart looks the same whatever the version of systemd. */
@ParameterizedClass(name = "systemd {0}")
@ValueSource(ints = {247, 252, 257, 262})
class RestartChainTest {

    private static final String[] RESTARTED = {"RUNNING -> RESTARTING", "RESTARTING -> RUNNING"};

    private final FakeSystemd fake;
    private final ServiceHandler bot;
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<UnitEvent> events = new CopyOnWriteArrayList<>();

    RestartChainTest(int version) {
        fake = FakeSystemd.create(version);
        bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
    }

    private void install(String... settings) {
        installAfter("", settings);
    }

    private void installAfter(String unitSettings, String... settings) {
        fake.install(
                "bot",
                "[Unit]\nStartLimitIntervalSec=0\n" + unitSettings + "[Service]\nExecStart=/bin/sleep 1000\n"
                        + String.join("\n", settings) + "\n");
    }

    private Watch watch() {
        return Watch.of(bot).onEvent(this::add, Runnable::run);
    }

    private void add(UnitEvent event) {
        events.add(event);
        if (event instanceof UnitEvent.StateChanged changed) {
            changes.add(changed.change().from() + " -> " + changed.change().to());
        }
    }

    private Stream<UnitEvent.Restarted> restarts() {
        return events.stream().filter(UnitEvent.Restarted.class::isInstance).map(UnitEvent.Restarted.class::cast);
    }

    private void crash(int exitCode) {
        fake.unit("bot").crash(exitCode);
    }

    static Stream<String> policies() {
        return Stream.of("Restart=on-failure", "Restart=always", "RestartForceExitStatus=42");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void aCrashLeadsThroughRestartingToRunning(String policy) {
        install(policy, "RestartSec=2");
        bot.start();
        try (Watch watch = watch()) {
            crash(42);
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RESTARTING);
            fake.advance(Duration.ofSeconds(5));

            assertThat(changes).containsExactly(RESTARTED);
            assertThat(restarts()).singleElement().satisfies(event -> {
                assertThat(event.automatic()).isTrue();
                assertThat(event.result()).isEqualTo("exit-code");
                assertThat(event.exit()).hasValue(new ProcessExit(false, 42));
                assertThat(event.reason()).isEqualTo("result exit-code, exit code 42");
                assertThat(event.status().state()).isEqualTo(ServiceState.RUNNING);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RestartSec=0", "RestartSec=0\nRestartMode=direct"})
    void aRestartWithoutDelayIsReportedTheSame(String delay) {
        install("Restart=always", delay);
        bot.start();
        try (Watch watch = watch()) {
            crash(1);
            fake.advance(Duration.ofSeconds(1));

            assertThat(changes).containsExactly(RESTARTED);
            assertThat(restarts()).extracting(UnitEvent.Restarted::result).containsExactly("exit-code");
            assertThat(watch.status(bot).restarts()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anEndForGoodIsReportedAtOnce(int exitCode) {
        install("Restart=on-failure", "RestartPreventExitStatus=3");
        bot.start();
        try (Watch watch = watch()) {
            crash(exitCode);

            assertThat(changes).containsExactly("RUNNING -> " + (exitCode == 0 ? "STOPPED" : "ERROR"));
            assertThat(watch.status(bot).state().isDown()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRestartThatWaitsForAnotherUnitIsStillARestart(boolean signals) {
        fake.install("slow", "[Service]\nType=oneshot\nExecStart=/bin/sleep 60\n");
        installAfter("After=slow.service\n", "Restart=always", "RestartSec=2");
        bot.start();
        if (!signals) {
            fake.fail(Fault.noBridge());
        }
        bot.onStateChange(change -> changes.add("handler: " + change.to()));
        try (Watch watch = watch()) {
            Systemd.of(ManagerAddress.user(), fake).service("slow").perform(Verb.START.noBlock());
            crash(1);
            fake.advance(Duration.ofMillis(1500));
            bot.state();
            fake.advance(Duration.ofSeconds(30));
            bot.state();
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RESTARTING);
            fake.advance(Duration.ofMinutes(1));
            bot.state();

            assertThat(changes)
                    .containsExactlyInAnyOrder(RESTARTED[0], "handler: RESTARTING", RESTARTED[1], "handler: RUNNING");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopEndsTheWaitForARestart(boolean signals) {
        install("Restart=always", "RestartSec=10");
        bot.start();
        if (!signals) {
            fake.fail(Fault.noBridge());
        }
        try (Watch watch = watch()) {
            crash(1);
            fake.advance(Duration.ofSeconds(3));
            bot.stop();
            fake.advance(Duration.ofSeconds(3));

            assertThat(changes).containsExactly("RUNNING -> RESTARTING", "RESTARTING -> STOPPED");
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);
        }
    }

    @Test
    void aRestartOnRequestShowsTheStopAndThenTheNewRun() {
        install();
        bot.start();
        try (Watch watch = watch()) {
            bot.restart();

            assertThat(events)
                    .extracting(UnitEvent::toString)
                    .containsExactly(
                            "bot.service: RUNNING -> STOPPING",
                            "bot.service: STOPPING -> STOPPED",
                            "bot.service: STOPPED -> RUNNING",
                            "bot.service was started again");
            assertThat(restarts()).extracting(event -> event.status().state()).containsExactly(ServiceState.RUNNING);
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWatchdogLeavesRestartsToSystemd(boolean failed) {
        install("Restart=always", "RestartSec=2");
        bot.start();
        Rule rule = Rule.named("revive")
                .asLongAs(failed ? Condition.failed() : Condition.down())
                .then(Action.restart());
        List<WatchdogEvent> acts = new CopyOnWriteArrayList<>();
        try (Watchdog dog =
                Watchdog.builder().watch(bot).rule(rule).onEvent(acts::add).start()) {
            for (int i = 0; i < 3; i++) {
                crash(1);
                fake.advance(Duration.ofSeconds(5));
            }

            assertThat(dog.quarantined()).isEmpty();
            assertThat(acts.stream().filter(WatchdogEvent.Fired.class::isInstance))
                    .isEmpty();
            assertThat(bot.status().restarts()).isEqualTo(3);
        }
    }
}
