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
                throw rule.source()
                        .error(
                                "rule",
                                rule.name(),
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
        require(rule, rule.repeats() ? "as long as" : "when", rule.condition().others(), units);
        require(rule, "needs", rule.limits().needs(), units);
        rule.unmatched(units).ifPresent(names -> {
            String all = names.equals("all") || names.equals("*.service")
                    ? "; without a line of \"on\", the rule is for all services"
                    : suggestion(names, units);
            throw rule.source()
                    .error(
                            "on",
                            names,
                            "rule \"" + rule.name() + "\" is for \"" + names + "\", but no watched service matches"
                                    + all + "; watched are: " + units);
        });
    }

    private static String suggestion(String name, Set<UnitName> units) {
        return WordSuggestion.of(
                name,
                units.stream()
                        .map(unit -> unit.toString().replaceAll("\\.service$", ""))
                        .toList());
    }

    private static void checkGroup(Rule rule, RestartGroup group, Set<UnitName> units) {
        if (group.units().isEmpty()) {
            return;
        }
        require(rule, rule.settingOf(group), group.units(), units);
        for (UnitName unit : rule.matching(units)) {
            if (!group.units().contains(unit)) {
                throw rule.source()
                        .error(
                                rule.settingOf(group),
                                "restart-group",
                                "rule \"" + rule.name() + "\" is for " + unit
                                        + ", which is not in the group that it restarts: " + group.units());
            }
        }
    }

    private static void require(Rule rule, String setting, Iterable<UnitName> wanted, Set<UnitName> units) {
        for (UnitName unit : wanted) {
            if (!units.contains(unit)) {
                String name = unit.toString();
                throw rule.source()
                        .error(
                                setting,
                                name,
                                "rule \"" + rule.name() + "\" refers to " + unit + ", which is not watched"
                                        + suggestion(name.replaceAll("\\.service$", ""), units) + "; watched are: "
                                        + units);
            }
        }
    }
}
