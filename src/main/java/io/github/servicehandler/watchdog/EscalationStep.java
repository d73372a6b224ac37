package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Is one step of a rule's escalation.
 *
 * @param actions what to do, one after the other
 * @param times how often to try it before going on to the next; {@link #UNLIMITED} for as often as it takes
 */
record EscalationStep(List<Action> actions, int times) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    EscalationStep {
        actions = List.copyOf(actions);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("what is to be done? Name one action at least");
        }
    }

    boolean has(Action.Kind kind) {
        return actions.stream().anyMatch(action -> action.kind() == kind);
    }

    /** Tells whether it is whole once so many of its actions have been done. */
    boolean isComplete(int done) {
        return done == actions.size();
    }

    /** Tells whether one of its first actions is of a kind. */
    boolean hasAmongFirst(int done, Action.Kind kind) {
        return actions.stream().limit(done).anyMatch(action -> action.kind() == kind);
    }

    boolean hasOrder() {
        return actions.stream().anyMatch(Action::isOrder);
    }

    /** Returns the names of all services that it may change when it is taken for one. */
    Set<UnitName> affects(UnitName unit) {
        Set<UnitName> affected = new LinkedHashSet<>();
        affected.add(unit);
        actions.forEach(action -> affected.addAll(action.group().affectedBy(unit)));
        return affected;
    }

    /** Returns the text of each action. */
    List<String> words() {
        return actions.stream().map(Action::toString).toList();
    }

    @Override
    public String toString() {
        String text = String.join(", ", words());
        return times == UNLIMITED || times == 1 ? text : text + " x" + times;
    }
}
