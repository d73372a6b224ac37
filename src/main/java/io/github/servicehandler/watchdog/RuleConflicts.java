package io.github.servicehandler.watchdog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses rules of which one starts and one stops the same service under conditions that are sure to hold at once some time. */
final class RuleConflicts {

    private RuleConflicts() {}

    /** @param rulesOf the rules for each unit */
    static void check(Collection<List<Rule>> rulesOf) {
        Map<Rule, Scope> scopes = new HashMap<>();
        rulesOf.forEach(rules -> check(rules, scopes));
    }

    private static void check(List<Rule> rules, Map<Rule, Scope> scopes) {
        List<Rule> stopping =
                rules.stream().filter(rule -> first(rule).has(Action.Kind.DOWN)).toList();
        if (stopping.isEmpty()) {
            return;
        }
        rules.stream()
                .filter(rule -> first(rule).has(Action.Kind.UP))
                .forEach(starts -> stopping.forEach(stops -> check(starts, stops, scopes)));
    }

    private static void check(Rule starts, Rule stops, Map<Rule, Scope> scopes) {
        if (starts != stops && scope(starts, scopes).meets(scope(stops, scopes))) {
            throw new IllegalArgumentException("rules \"" + starts.name() + "\" and \"" + stops.name()
                    + "\" contradict each other: the one starts what is \"" + starts.condition()
                    + "\", the other stops what is \"" + stops.condition() + "\"");
        }
    }

    private static Scope scope(Rule rule, Map<Rule, Scope> scopes) {
        return scopes.computeIfAbsent(rule, key -> key.condition().scope());
    }

    private static Stage first(Rule rule) {
        return rule.stages().get(0);
    }
}
