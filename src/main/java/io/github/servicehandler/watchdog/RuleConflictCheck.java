package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses rules of which one starts and one stops the same service under conditions that are sure to hold at once some
 * time, or one after the other for ever.
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
            throw refusal(starts, stops, "set each other off and never rest");
        }
    }

    private static IllegalArgumentException refusal(Rule starts, Rule stops, String why) {
        return new IllegalArgumentException("rules \"" + starts.name() + "\" and \"" + stops.name() + "\" " + why
                + ": the one starts what is \"" + starts.condition() + "\", the other stops what is \""
                + stops.condition() + "\"");
    }

    private static ConditionScope scope(Rule rule, Map<Rule, ConditionScope> scopes) {
        return scopes.computeIfAbsent(rule, key -> key.condition().scope());
    }

    /** Tells whether the rule's first step ends with the service brought up, or taken down. */
    private static boolean endsWith(Action.Kind end, Rule rule) {
        return rule.steps().get(0).actions().stream()
                .map(Action::kind)
                .filter(kind -> kind == Action.Kind.UP || kind == Action.Kind.DOWN)
                .reduce((earlier, later) -> later)
                .filter(end::equals)
                .isPresent();
    }
}
