package io.github.servicehandler.simulation;

import io.github.servicehandler.watchdog.WatchdogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The moments at which rules fired, for the laws about budgets and about doing nothing twice. */
final class FiredSteps {

    /** The budget of the watchdog. */
    static final int COMMON_BUDGET = 20;

    static final Duration COMMON_PERIOD = Duration.ofMinutes(10);

    private final Map<String, Deque<Instant>> byRule = new HashMap<>();
    private final Deque<Instant> withOrders = new ArrayDeque<>();
    private final Map<String, Integer> restartsDecided = new HashMap<>();
    private final Map<String, Integer> restartsOrdered = new HashMap<>();
    private int groupsDecided;

    void fired(WatchdogEvent.Fired fired, SimulatedRule rule) {
        String service = fired.service().unitName().toString();
        check(
                byRule.computeIfAbsent(fired.rule() + " on " + service, key -> new ArrayDeque<>()),
                fired,
                rule.budget(),
                rule.period());
        if (fired.actions().stream().anyMatch(action -> action.contains("start"))) {
            check(withOrders, fired, COMMON_BUDGET, COMMON_PERIOD);
        }
        for (String action : fired.actions()) {
            if (action.equals("restart")) {
                restartsDecided.merge(service, 1, Integer::sum);
            } else if (action.startsWith("restart ")) {
                groupsDecided++;
            }
        }
    }

    private static void check(Deque<Instant> moments, WatchdogEvent.Fired fired, int times, Duration period) {
        if (moments.size() == times
                && Duration.between(moments.removeFirst(), fired.at()).compareTo(period) < 0) {
            throw new BrokenLawException("more than " + times + " in " + period + ": " + fired + " at " + fired.at());
        }
        moments.addLast(fired.at());
    }

    void restartOrdered(String service) {
        restartsOrdered.merge(service, 1, Integer::sum);
    }

    /** Checks that no restart was ordered which no rule has decided. */
    void checkNothingTwice() {
        restartsOrdered.forEach((service, ordered) -> {
            int decided = restartsDecided.getOrDefault(service, 0) + groupsDecided;
            if (ordered > decided) {
                throw new BrokenLawException(service + " was restarted " + ordered + " times, but only " + decided
                        + " restarts were decided");
            }
        });
    }
}
