package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An engine that gets events at moments that the test chooses, and its collected decisions. */
final class EngineFixture {

    final List<WatchdogEvent> events = new ArrayList<>();
    final List<StepRun> stepRuns = new ArrayList<>();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
    final ServiceHandler bot = systemd.service("bot");
    final ServiceHandler database = systemd.service("database");
    final Engine engine;
    private int ended;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    EngineFixture(Rule... rules) {
        this(null, rules);
    }

    EngineFixture(@Nullable FiringBudget budget, Rule... rules) {
        engine = new Engine(List.of(rules), new SupervisedServices(List.of(bot, database), budget), new Random(1));
    }

    EngineFixture see(ServiceStatus status) {
        return see(bot, status);
    }

    EngineFixture see(ServiceHandler service, ServiceStatus status) {
        return take(engine.observe(service, status, now));
    }

    /** Lets time pass. Step runs that only log or quarantine have ended before. */
    EngineFixture pass(Duration time) {
        Instant end = now.plus(time);
        endStepsWithoutOrders();
        for (Instant due = engine.nextDue(); due != null && !due.isAfter(end); due = engine.nextDue()) {
            now = due;
            take(engine.tick(now));
            endStepsWithoutOrders();
        }
        now = end;
        return this;
    }

    private void endStepsWithoutOrders() {
        List.copyOf(stepRuns.subList(ended, stepRuns.size())).stream()
                .filter(stepRun -> !stepRun.step().hasOrder() && !stepRun.step().has(Action.Kind.CALL))
                .forEach(stepRun -> take(engine.finished(
                        stepRun, Map.of(), stepRun.step().actions().size(), now)));
        ended = stepRuns.size();
    }

    EngineFixture passSeconds(int seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    /** Reports that the last step run has succeeded, and the status of the service afterwards. */
    EngineFixture done(ServiceStatus status) {
        return ended(true, status);
    }

    /** Reports that the last step run has failed, and the status of the service afterwards. */
    EngineFixture failed(ServiceStatus status) {
        return ended(false, status);
    }

    private EngineFixture ended(boolean succeeded, ServiceStatus status) {
        StepRun order = stepRuns.get(stepRuns.size() - 1);
        int done = succeeded ? order.step().actions().size() : 0;
        return take(engine.finished(order, Map.of(bot, status), done, now));
    }

    EngineFixture take(Decisions decisions) {
        events.addAll(decisions.events());
        stepRuns.addAll(decisions.stepRuns());
        return this;
    }

    Instant now() {
        return now;
    }

    /** Returns the decisions so far, as one word each, and clears them. */
    List<String> told() {
        List<String> told = events.stream().map(EngineFixture::word).toList();
        events.clear();
        return told;
    }

    static String word(WatchdogEvent event) {
        if (event instanceof WatchdogEvent.Fired fired) {
            return String.join("+", fired.actions());
        }
        return event instanceof WatchdogEvent.HeldBack held
                ? held.hold().name()
                : event.getClass().getSimpleName();
    }
}
