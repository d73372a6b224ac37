package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known in advance about when a condition holds.
 *
 * @param states the states of the service outside of which the condition does not hold
 * @param isExact whether the condition depends on these states alone, and holds in each of them, sooner or later
 * @param isPrompt whether the condition holds in these states at once
 * @param implied the texts of conditions that hold whenever this one does, including its own
 */
record ConditionScope(Set<ServiceState> states, boolean isExact, boolean isPrompt, Set<String> implied) {

    ConditionScope {
        states = Set.copyOf(states);
        implied = Set.copyOf(implied);
    }

    /** Returns the scope of a condition about which nothing is known. */
    static ConditionScope unknown(String text) {
        return new ConditionScope(EnumSet.allOf(ServiceState.class), false, false, Set.of(text));
    }

    static ConditionScope of(String text, Set<ServiceState> states) {
        return new ConditionScope(states, true, true, Set.of(text));
    }

    static ConditionScope negation(String text, ConditionScope one) {
        Set<ServiceState> rest = EnumSet.allOf(ServiceState.class);
        rest.removeAll(one.states);
        // in an unknown state, neither a condition nor its opposite holds
        rest.remove(ServiceState.UNKNOWN);
        return one.isExact ? new ConditionScope(rest, true, one.isPrompt, Set.of(text)) : unknown(text);
    }

    static ConditionScope both(ConditionScope one, ConditionScope other) {
        Set<ServiceState> common = new HashSet<>(one.states);
        common.retainAll(other.states);
        Set<String> all = new HashSet<>(one.implied);
        all.addAll(other.implied);
        return new ConditionScope(common, one.isExact && other.isExact, one.isPrompt && other.isPrompt, all);
    }

    static ConditionScope either(String text, ConditionScope one, ConditionScope other) {
        Set<ServiceState> all = new HashSet<>(one.states);
        all.addAll(other.states);
        return new ConditionScope(all, one.isExact && other.isExact, one.isPrompt && other.isPrompt, Set.of(text));
    }

    /** Returns the scope of the same condition with an additional text. */
    ConditionScope named(String text) {
        Set<String> all = new HashSet<>(implied);
        all.add(text);
        return new ConditionScope(states, isExact, isPrompt, all);
    }

    /** Returns the scope of the condition that this one has held for a time. */
    ConditionScope delayed(String text) {
        ConditionScope named = named(text);
        return new ConditionScope(states, isExact, false, named.implied);
    }

    /** Returns whether the condition holds as soon as the service is in a state. */
    boolean isCertainIn(ServiceState state) {
        return isExact && isPrompt && states.contains(state);
    }

    /** Returns whether both conditions are certain to hold at the same time at some point. */
    boolean overlaps(ConditionScope other) {
        if (Collections.disjoint(states, other.states)) {
            return false;
        }
        return (isExact && other.isExact) || implied.containsAll(other.implied) || other.implied.containsAll(implied);
    }
}
