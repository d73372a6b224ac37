package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A check that rules can work together. */
final class RuleValidator {

    private RuleValidator() {}

    /**
     * Checks rules.
     *
     * @param rulesOf the rules for each watched unit
     * @throws IllegalArgumentException if the rules cannot work together; the message names them
     */
    static void check(List<Rule> rules, Map<UnitName, List<Rule>> rulesOf) {
        Set<UnitName> units = rulesOf.keySet();
        if (units.isEmpty()) {
            throw new IllegalArgumentException("there are no services to watch; add at least one with watch(...)");
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException(
                        "there are two rules named \"" + rule.name() + "\"; each rule needs a name of its own");
            }
            checkAlone(rule, units);
        }
        RuleCycleCheck.check(rulesOf);
        RuleConflictCheck.check(rulesOf.values());
    }

    private static void checkAlone(Rule rule, Set<UnitName> units) {
        rule.condition();
        rule.steps().forEach(step -> step.actions().forEach(action -> checkGroup(rule, action.group(), units)));
        require(rule, rule.condition().others(), units);
        require(rule, rule.limits().needs(), units);
        rule.unmatched(units).ifPresent(names -> {
            throw new IllegalArgumentException("rule \"" + rule.name() + "\" is for \"" + names
                    + "\", but no watched service matches; watched are: " + units);
        });
    }

    private static void checkGroup(Rule rule, RestartGroup group, Set<UnitName> units) {
        if (group.units().isEmpty()) {
            return;
        }
        require(rule, group.units(), units);
        for (UnitName unit : rule.matching(units)) {
            if (!group.units().contains(unit)) {
                throw new IllegalArgumentException("rule \"" + rule.name() + "\" is for " + unit
                        + ", which is not in the group that it restarts: " + group.units());
            }
        }
    }

    private static void require(Rule rule, Iterable<UnitName> wanted, Set<UnitName> units) {
        for (UnitName unit : wanted) {
            if (!units.contains(unit)) {
                throw new IllegalArgumentException("rule \"" + rule.name() + "\" refers to " + unit
                        + ", which is not watched; watched are: " + units);
            }
        }
    }
}
