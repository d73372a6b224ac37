package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.watchdog.Action;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import io.github.servicehandler.watchdog.WatchdogEvent;
import io.github.servicehandler.watchdog.WatchdogEvent.Fired;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cases of a watchdog for real services, for any manager. */
@Timeout(120)
abstract class WatchdogCases {

    private final TestUnits units;
    private final PlainSystemctl systemctl;
    private final Queue<WatchdogEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger alerts = new AtomicInteger();

    private final Rule revive = Rule.named("revive")
            .asLongAs(Condition.failed())
            .then(Action.resetFailed(), Action.restart())
            .times(3)
            .escalateTo(Action.quarantine(), Action.call("alert", fired -> alerts.incrementAndGet()))
            .backoff(Duration.ofMillis(100), Duration.ofMillis(400));

    WatchdogCases(TestUnits units) {
        this.units = units;
        this.systemctl = units.systemctl();
    }

    @Test
    void revivesAServiceThatWasKilled() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            systemctl.runChecked("kill", "--signal=KILL", bot);

            Await.until(() -> fired() == 1 && bot.state() == ServiceState.RUNNING);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void givesUpOnACrashLoopAndAlertsOnce() {
        ServiceHandler bot = units.service("bot", "ExecStart=/bin/sh -c 'sleep 0.1; exit 3'");
        bot.start();
        try (Watchdog dog = start(revive, bot)) {
            Await.until(() -> events.stream().anyMatch(WatchdogEvent.Exhausted.class::isInstance));

            assertThat(fired()).isEqualTo(4);
            assertThat(alerts).hasValue(1);
            assertThat(dog.quarantined()).containsExactly(bot);
        }
    }

    @Test
    void leavesAnOperatorsStopAlone() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        bot.start();
        Rule keepUp = Rule.named("keep-up").asLongAs(Condition.down()).then(Action.start());
        try (Watchdog dog = start(keepUp, bot)) {
            systemctl.runChecked("stop", bot);

            Await.until(() -> !events.isEmpty());
            assertThat(events).singleElement().asString().contains("held back by an earlier stop");
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    @Test
    void seesWhatSystemdRestartsByItself() {
        ServiceHandler bot = units.service(
                "bot", "ExecStart=/bin/sh -c 'sleep 0.1; exit 3'", "Restart=on-failure", "RestartSec=50ms");
        Rule flapping = Rule.named("flapping")
                .when(Condition.failed(3, Duration.ofMinutes(1)))
                .then(Action.call("alert", fired -> alerts.incrementAndGet()));
        try (Watchdog dog = start(flapping, bot)) {
            bot.start();

            Await.until(() -> alerts.get() == 1);
            assertThat(dog.table()).contains("failed 3 times in 1min");
        }
    }

    @Test
    void noticesALineInTheJournal() {
        ServiceHandler bot =
                units.service("bot", "ExecStart=/bin/sh -c 'sleep 1; echo lost connection; sleep infinity'");
        Rule lines = Rule.named("lines")
                .when(Condition.logged(Pattern.compile("lost \\w+"), 1, Duration.ofMinutes(1)))
                .then(Action.stop());
        try (Watchdog dog = start(lines, bot)) {
            bot.start();

            Await.until(() -> fired() == 1 && bot.state() == ServiceState.STOPPED);
            assertThat(dog.quarantined()).isEmpty();
        }
    }

    private Watchdog start(Rule rule, ServiceHandler bot) {
        return Watchdog.builder().watch(bot).rule(rule).onEvent(events::add).start();
    }

    private long fired() {
        return events.stream().filter(Fired.class::isInstance).count();
    }
}
