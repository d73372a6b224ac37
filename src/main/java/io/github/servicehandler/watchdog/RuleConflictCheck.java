package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A check that no rule starts a service that another rule stops, if the conditions of both are certain to hold at the
 * same time at some point, or to alternate for ever.
 */
final class RuleConflictCheck {

    private RuleConflictCheck() {}

    /** @param rulesOf the rules for each unit */
    static void check(Collection<List<Rule>> rulesOf) {
        Map<Rule, ConditionScope> scopes = new HashMap<>();
        rulesOf.forEach(rules -> check(rules, scopes));
    }

    private static void check(List<Rule> rules, Map<Rule, ConditionScope> scopes) {
        List<Rule> stopping =
                rules.stream().filter(rule -> endsWith(Action.Kind.DOWN, rule)).toList();
        if (stopping.isEmpty()) {
            return;
        }
        rules.stream()
                .filter(rule -> endsWith(Action.Kind.UP, rule))
                .forEach(starts -> stopping.forEach(stops -> check(starts, stops, scopes)));
    }

    private static void check(Rule starts, Rule stops, Map<Rule, ConditionScope> scopes) {
        ConditionScope begin = scope(starts, scopes);
        ConditionScope end = scope(stops, scopes);
        if (starts != stops && begin.overlaps(end)) {
            throw refusal(starts, stops, "contradict each other");
        }
        if (begin.isCertainIn(ServiceState.STOPPED) && end.isCertainIn(ServiceState.RUNNING)) {
            throw refusal(starts, stops, "trigger each other for ever");
        }
    }

    private static IllegalArgumentException refusal(Rule starts, Rule stops, String why) {
        return stops.source()
                .error(
                        "then",
                        "stop",
                        "rules \"" + starts.name() + "\" and \"" + stops.name() + "\" " + why
                                + ": the first one starts the service on \"" + starts.condition()
                                + "\", the second one stops it on \"" + stops.condition() + "\"");
    }

    private static ConditionScope scope(Rule rule, Map<Rule, ConditionScope> scopes) {
        return scopes.computeIfAbsent(rule, key -> key.condition().scope());
    }

    /** Returns whether the last action of the first step that brings the service up or down is of the given kind. */
    private static boolean endsWith(Action.Kind end, Rule rule) {
        return rule.steps().get(0).actions().stream()
                .map(Action::kind)
                .filter(kind -> kind == Action.Kind.UP || kind == Action.Kind.DOWN)
                .reduce((earlier, later) -> later)
                .filter(end::equals)
                .isPresent();
    }
}
