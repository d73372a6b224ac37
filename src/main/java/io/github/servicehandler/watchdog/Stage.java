package io.github.servicehandler.watchdog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Is one step of a rule's escalation.
 *
 * @param actions what to do, one after the other
 * @param times how often to try it before going on to the next; {@link #UNLIMITED} for as often as it takes
 */
record Stage(List<Action> actions, int times) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    Stage {
        actions = List.copyOf(actions);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("what is to be done? Name one action at least");
        }
    }

    boolean has(Action.Kind kind) {
        return actions.stream().anyMatch(action -> action.kind() == kind);
    }

    boolean orders() {
        return actions.stream().anyMatch(Action::isOrder);
    }

    @Override
    public String toString() {
        String text = actions.stream().map(Action::toString).collect(Collectors.joining(", "));
        return times == UNLIMITED || times == 1 ? text : text + " x" + times;
    }
}
