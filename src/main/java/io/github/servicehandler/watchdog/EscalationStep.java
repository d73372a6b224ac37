package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A step of the escalation of a rule.
 *
 * @param actions the actions, which are carried out in order until one fails
 * @param times how often the step is tried before the next one; {@link #UNLIMITED} for no limit
 */
record EscalationStep(List<Action> actions, int times) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    EscalationStep {
        actions = List.copyOf(actions);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("at least one action is required");
        }
    }

    boolean has(Action.Kind kind) {
        return actions.stream().anyMatch(action -> action.kind() == kind);
    }

    /** Returns whether the step is complete after so many successful actions. */
    boolean isComplete(int done) {
        return done == actions.size();
    }

    /** Returns whether one of the first so many actions is of a kind. */
    boolean hasAmongFirst(int done, Action.Kind kind) {
        return actions.stream().limit(done).anyMatch(action -> action.kind() == kind);
    }

    boolean hasOrder() {
        return actions.stream().anyMatch(Action::isOrder);
    }

    /** Returns whether one of the actions after the given one is an order. */
    boolean hasOrderAfter(Action action) {
        return actions.stream().skip(actions.indexOf(action) + 1L).anyMatch(Action::isOrder);
    }

    /** Returns the names of all services that the step may change if it is taken for the given one. */
    Set<UnitName> affects(UnitName unit) {
        Set<UnitName> affected = new LinkedHashSet<>();
        affected.add(unit);
        actions.forEach(action -> affected.addAll(action.group().affectedBy(unit)));
        return affected;
    }

    /** Returns the step with the names of watched services replaced by their units. */
    EscalationStep bind(ServiceNames names) {
        return new EscalationStep(
                actions.stream().map(action -> action.bind(names)).toList(), times);
    }

    /** Returns the texts of the actions. */
    List<String> words() {
        return actions.stream().map(Action::toString).toList();
    }

    @Override
    public String toString() {
        String text = String.join(", ", words());
        return times == UNLIMITED || times == 1 ? text : text + " x" + times;
    }
}
