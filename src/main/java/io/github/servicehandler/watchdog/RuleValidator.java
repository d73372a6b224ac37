package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
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
     * @param rules the rules, bound to the watched services
     * @param rulesOf the rules for each watched unit
     * @throws IllegalArgumentException if the rules cannot work together; the message names them
     */
    static void check(List<Rule> rules, Map<UnitName, List<Rule>> rulesOf, ServiceNames services) {
        if (rulesOf.isEmpty()) {
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
            checkAlone(rule, services);
        }
        RuleCycleCheck.check(rulesOf, services);
        RuleConflictCheck.check(rulesOf.values());
    }

    private static void checkAlone(Rule rule, ServiceNames services) {
        rule.condition();
        rule.patterns()
                .forEach(pattern ->
                        services.ambiguity(pattern).ifPresent(problem -> refuse(rule, "on", pattern.text(), problem)));
        rule.steps().forEach(step -> step.actions().forEach(action -> checkGroup(rule, action.group(), services)));
        require(rule, rule.repeats() ? "as long as" : "when", rule.condition().references(), services);
        require(rule, "needs", rule.limits().needs(), services);
        rule.unmatched(services.units()).ifPresent(texts -> {
            String all = texts.equals("all") || texts.equals("*.service")
                    ? "; without a line of \"on\", the rule is for all services"
                    : WordSuggestion.of(texts, services.texts());
            refuse(
                    rule,
                    "on",
                    texts,
                    "is for \"" + texts + "\", but no watched service matches" + all + "; watched are: " + services);
        });
    }

    private static void checkGroup(Rule rule, RestartGroup group, ServiceNames services) {
        if (group.services().isEmpty()) {
            return;
        }
        String setting = rule.settingOf(group);
        require(rule, setting, group.services(), services);
        if (group.hasDuplicates()) {
            refuse(rule, setting, "restart-group", "restarts a group that has a service more than once: " + group);
        }
        for (UnitName unit : rule.matching(services.units())) {
            if (!group.units().contains(unit)) {
                refuse(
                        rule,
                        setting,
                        "restart-group",
                        "is for " + services.name(unit) + ", which is not in the group that it restarts: "
                                + group.services());
            }
        }
    }

    private static void require(
            Rule rule, String setting, Collection<ServiceReference> references, ServiceNames services) {
        for (ServiceReference reference : references) {
            services.ambiguity(reference).ifPresent(problem -> refuse(rule, setting, reference.text(), problem));
            if (reference.unit() == null || !services.units().contains(reference.unit())) {
                refuse(
                        rule,
                        setting,
                        reference.text(),
                        "refers to " + reference + ", which is not watched"
                                + WordSuggestion.of(reference.shown().replaceAll("\\.service$", ""), services.texts())
                                + "; watched are: " + services);
            }
        }
    }

    private static void refuse(Rule rule, String setting, String word, String problem) {
        throw rule.source().error(setting, word, "rule \"" + rule.name() + "\" " + problem);
    }
}
