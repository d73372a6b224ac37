package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Is what can be said of when a condition holds, before anything has happened.
 *
 * @param states the states of the service outside of which it does not hold
 * @param isExact whether it holds in each of these, sooner or later, and asks about nothing else
 * @param isPrompt whether it does so at once
 * @param implied the texts of conditions that hold whenever it does, its own among them
 */
record ConditionScope(Set<ServiceState> states, boolean isExact, boolean isPrompt, Set<String> implied) {

    ConditionScope {
        states = Set.copyOf(states);
        implied = Set.copyOf(implied);
    }

    /** Returns that of a condition of which nothing is known. */
    static ConditionScope unknown(String text) {
        return new ConditionScope(EnumSet.allOf(ServiceState.class), false, false, Set.of(text));
    }

    static ConditionScope of(String text, Set<ServiceState> states) {
        return new ConditionScope(states, true, true, Set.of(text));
    }

    static ConditionScope negation(String text, ConditionScope one) {
        Set<ServiceState> rest = EnumSet.allOf(ServiceState.class);
        rest.removeAll(one.states);
        // neither it nor its opposite holds then
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

    /** Returns that of the same condition, under one more name. */
    ConditionScope named(String text) {
        Set<String> all = new HashSet<>(implied);
        all.add(text);
        return new ConditionScope(states, isExact, isPrompt, all);
    }

    /** Returns that of the condition's having held for a time. */
    ConditionScope delayed(String text) {
        ConditionScope named = named(text);
        return new ConditionScope(states, isExact, false, named.implied);
    }

    /** Tells whether it holds as soon as the service is in a state. */
    boolean isCertainIn(ServiceState state) {
        return isExact && isPrompt && states.contains(state);
    }

    /** Tells whether both conditions are sure to hold at once some time. */
    boolean overlaps(ConditionScope other) {
        if (Collections.disjoint(states, other.states)) {
            return false;
        }
        return (isExact && other.isExact) || implied.containsAll(other.implied) || other.implied.containsAll(implied);
    }
}
