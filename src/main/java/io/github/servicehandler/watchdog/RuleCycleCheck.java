package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A check that services do not depend on each other in a circle. If they waited for each other, all would stay down; if
 * they triggered each other, they would never come to rest.
 */
final class RuleCycleCheck {

    private final Map<UnitName, Map<UnitName, Edge>> edges = new HashMap<>();
    private final Set<UnitName> done = new HashSet<>();
    private final ServiceNames names;

    /**
     * A dependency of what rules do about one service on another service.
     *
     * @param setting the word that the line of the rule begins with in a rule file
     */
    private record Edge(UnitName from, String verb, ServiceReference reference, Rule rule, String setting) {

        UnitName to() {
            return reference.watchedUnit();
        }
    }

    private RuleCycleCheck(ServiceNames names) {
        this.names = names;
    }

    /** @param rulesOf the rules for each unit */
    static void check(Map<UnitName, List<Rule>> rulesOf, ServiceNames names) {
        RuleCycleCheck cycles = new RuleCycleCheck(names);
        rulesOf.forEach((unit, rules) -> rules.forEach(rule -> cycles.add(unit, rule)));
        List.copyOf(cycles.edges.keySet()).forEach(unit -> cycles.walk(unit, new ArrayDeque<>()));
    }

    private void add(UnitName unit, Rule rule) {
        rule.limits().needs().forEach(needed -> add(new Edge(unit, "needs", needed, rule, "needs")));
        if (rule.steps().stream().anyMatch(EscalationStep::hasOrder)) {
            String setting = rule.repeats() ? "as long as" : "when";
            rule.condition().references().stream()
                    .filter(other -> !other.watchedUnit().equals(unit))
                    .forEach(other -> add(new Edge(unit, "asks about", other, rule, setting)));
        }
        for (EscalationStep step : rule.steps()) {
            step.actions().forEach(action -> add(action.group(), rule));
        }
    }

    private void add(RestartGroup group, Rule rule) {
        List<ServiceReference> services = group.services();
        if (group.strategy() != RestartStrategy.ONE_FOR_ONE) {
            String setting = rule.settingOf(group);
            for (int i = 1; i < services.size(); i++) {
                add(new Edge(
                        services.get(i).watchedUnit(), "comes in a group after", services.get(i - 1), rule, setting));
            }
        }
    }

    private void add(Edge edge) {
        edges.computeIfAbsent(edge.from(), key -> new LinkedHashMap<>()).putIfAbsent(edge.to(), edge);
    }

    private void walk(UnitName unit, Deque<Edge> path) {
        if (done.contains(unit)) {
            return;
        }
        for (Edge edge : edges.getOrDefault(unit, Map.of()).values()) {
            path.addLast(edge);
            refuseCircle(path, edge.to());
            walk(edge.to(), path);
            path.removeLast();
        }
        done.add(unit);
    }

    private void refuseCircle(Deque<Edge> path, UnitName unit) {
        List<Edge> circle = new ArrayList<>(path);
        while (!circle.isEmpty() && !circle.get(0).from().equals(unit)) {
            circle.remove(0);
        }
        if (!circle.isEmpty()) {
            Edge last = circle.get(circle.size() - 1);
            throw last.rule()
                    .source()
                    .error(
                            last.setting(),
                            last.reference().text(),
                            "services must not depend on each other in a circle: "
                                    + String.join(
                                            ", ",
                                            circle.stream().map(this::describe).toList()));
        }
    }

    private String describe(Edge edge) {
        return names.name(edge.from()) + " " + edge.verb() + " " + names.name(edge.to()) + " (rule "
                + edge.rule().name() + ")";
    }
}
