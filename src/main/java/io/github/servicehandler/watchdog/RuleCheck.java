package io.github.servicehandler.watchdog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses rules that cannot work together. */
final class RuleCheck {

    private RuleCheck() {}

    /** @throws IllegalArgumentException if there is a mistake; the message names the rules */
    static void check(List<Rule> rules, Set<String> units) {
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("there are two rules named \"" + rule.name() + "\"");
            }
            checkAlone(rule, units);
        }
        checkCycles(rules, units);
        checkConflicts(rules, units);
    }

    private static void checkAlone(Rule rule, Set<String> units) {
        rule.condition();
        rule.stages().forEach(stage -> stage.actions().forEach(action -> checkGroup(rule, action.group(), units)));
        require(rule, rule.condition().others(), units);
        require(rule, rule.restraint().needs(), units);
        if (units.stream().noneMatch(rule::isFor)) {
            throw new IllegalArgumentException("rule \"" + rule.name() + "\" is for " + rule.services()
                    + ", but none of these is watched; watched are: " + units);
        }
    }

    private static void checkGroup(Rule rule, Group group, Set<String> units) {
        require(rule, group.units(), units);
        for (String unit : units) {
            if (!group.units().isEmpty() && rule.isFor(unit) && !group.units().contains(unit)) {
                throw new IllegalArgumentException("rule \"" + rule.name() + "\" is for " + unit
                        + ", which is not in the group that it restarts: " + group.units());
            }
        }
    }

    private static void require(Rule rule, Iterable<String> wanted, Set<String> units) {
        for (String unit : wanted) {
            if (!units.contains(unit)) {
                throw new IllegalArgumentException("rule \"" + rule.name() + "\" asks about " + unit
                        + ", which is not watched; watched are: " + units);
            }
        }
    }

    /** Two services that each wait for the other would both stay down. */
    private static void checkCycles(List<Rule> rules, Set<String> units) {
        Map<String, Map<String, String>> needs = new HashMap<>();
        for (Rule rule : rules) {
            units.stream()
                    .filter(rule::isFor)
                    .forEach(unit -> rule.restraint()
                            .needs()
                            .forEach(needed -> needs.computeIfAbsent(unit, key -> new HashMap<>())
                                    .put(needed, rule.name())));
        }
        units.forEach(unit -> walk(unit, new LinkedHashSet<>(), needs, new HashSet<>()));
    }

    private static void walk(String unit, Set<String> path, Map<String, Map<String, String>> needs, Set<String> done) {
        if (!path.add(unit)) {
            List<String> circle = new ArrayList<>(path);
            circle = new ArrayList<>(circle.subList(circle.indexOf(unit), circle.size()));
            circle.add(unit);
            throw new IllegalArgumentException("services that need each other in a circle would all stay down: "
                    + String.join(" needs ", circle) + " (rules " + rulesOf(circle, needs) + ")");
        }
        if (done.add(unit)) {
            needs.getOrDefault(unit, Map.of()).keySet().forEach(needed -> walk(needed, path, needs, done));
        }
        path.remove(unit);
    }

    private static Set<String> rulesOf(List<String> circle, Map<String, Map<String, String>> needs) {
        Set<String> rules = new LinkedHashSet<>();
        for (int i = 0; i + 1 < circle.size(); i++) {
            rules.add(needs.getOrDefault(circle.get(i), Map.of()).getOrDefault(circle.get(i + 1), "?"));
        }
        return rules;
    }

    private static void checkConflicts(List<Rule> rules, Set<String> units) {
        for (Rule one : rules) {
            for (Rule other : rules) {
                if (contradict(one, other) && units.stream().anyMatch(unit -> one.isFor(unit) && other.isFor(unit))) {
                    throw new IllegalArgumentException("rules \"" + one.name() + "\" and \"" + other.name()
                            + "\" contradict each other: one starts and one stops what is \"" + one.condition() + "\"");
                }
            }
        }
    }

    private static boolean contradict(Rule one, Rule other) {
        return one.condition().toString().equals(other.condition().toString())
                && first(one).has(Action.Kind.UP)
                && first(other).has(Action.Kind.DOWN)
                && one != other;
    }

    private static Stage first(Rule rule) {
        return rule.stages().get(0);
    }
}
