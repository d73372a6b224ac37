package io.github.servicehandler.simulation;

import io.github.servicehandler.watchdog.Rule;
import java.time.Duration;
import java.util.Set;

/**
 * A rule, and what the laws must know of it.
 *
 * @param rule the rule
 * @param services the services that it applies to
 * @param revives whether it acts as long as a service is failed
 * @param budget how often it may fire for one service within the period
 * @param period the period of the budget
 * @param restartsOthers whether it may restart other services than the one whose state it is about
 */
record SimulatedRule(
        Rule rule, Set<String> services, boolean revives, boolean restartsOthers, int budget, Duration period) {

    String name() {
        return rule.name();
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
