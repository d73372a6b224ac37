package io.github.servicehandler.watchdog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a rule, of which each is taken when those before it have not helped. Immutable.
 *
 * @param steps the steps, in order
 */
record Escalation(List<EscalationStep> steps) {

    static final Escalation NONE = new Escalation(List.of());

    Escalation {
        steps = List.copyOf(steps);
    }

    /** Returns an escalation with one step, which is taken without a limit. */
    static Escalation of(Action... actions) {
        return new Escalation(List.of(step(actions)));
    }

    private static EscalationStep step(Action... actions) {
        return new EscalationStep(List.of(actions), EscalationStep.UNLIMITED);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Returns the escalation with one more step. The step before it is limited to one attempt, if it has no limit. */
    Escalation with(Action... actions) {
        EscalationStep last = last();
        Escalation limited = last.times() == EscalationStep.UNLIMITED ? withLast(last.actions(), 1) : this;
        EscalationStep added = step(actions);
        List<EscalationStep> more = new ArrayList<>(limited.steps);
        // a step that only reports would repeat the same report for ever
        more.add(added.hasOrder() ? added : new EscalationStep(added.actions(), 1));
        return new Escalation(more);
    }

    /** Returns the escalation with a limit for the last step. */
    Escalation times(int times) {
        return withLast(last().actions(), times);
    }

    private EscalationStep last() {
        return steps.get(steps.size() - 1);
    }

    private Escalation withLast(List<Action> actions, int times) {
        List<EscalationStep> changed = new ArrayList<>(steps);
        changed.set(changed.size() - 1, new EscalationStep(actions, times));
        return new Escalation(changed);
    }

    /** Returns the escalation with the names of watched services replaced by their units. */
    Escalation bind(ServiceNames names) {
        return new Escalation(steps.stream().map(step -> step.bind(names)).toList());
    }

    /** Returns the step to take after a number of attempts, or {@code null} if all steps have been tried. */
    @Nullable
    EscalationStep after(int attempts) {
        int index = indexAfter(attempts);
        return index < steps.size() ? steps.get(index) : null;
    }

    /**
     * Returns whether a rule that fires once has attempts left after the first ones. A step without a limit is tried
     * once.
     */
    boolean hasMoreAfter(int attempts) {
        if (attempts == 0) {
            return false;
        }
        EscalationStep next = after(attempts);
        return next == null || next.times() != EscalationStep.UNLIMITED || startsStep(attempts);
    }

    /** Returns whether the step to take after a number of attempts is another one than that of the last attempt. */
    private boolean startsStep(int attempts) {
        return indexAfter(attempts) != indexAfter(attempts - 1);
    }

    private int indexAfter(int attempts) {
        long left = attempts;
        int index = 0;
        while (index < steps.size() && left >= steps.get(index).times()) {
            left -= steps.get(index).times();
            index++;
        }
        return index;
    }

    @Override
    public String toString() {
        return steps.stream().map(EscalationStep::toString).collect(Collectors.joining(" | "));
    }
}
