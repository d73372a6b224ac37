package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions on the states of a service. */
final class StateConditions {

    /** The states that a condition can have. */
    static final List<ServiceState> KNOWN = Arrays.stream(ServiceState.values())
            .filter(state -> state != ServiceState.UNKNOWN)
            .toList();

    private StateConditions() {}

    static Condition in(Set<ServiceState> states) {
        return matching("in " + words(states), states);
    }

    static Condition failed() {
        return matching("failed", Set.of(ServiceState.ERROR));
    }

    static Condition up() {
        return matching("up", all(ServiceState::isActive));
    }

    static Condition down() {
        return matching("down", all(ServiceState::isDown));
    }

    private static Set<ServiceState> all(Predicate<ServiceState> wanted) {
        return Arrays.stream(ServiceState.values()).filter(wanted).collect(Collectors.toUnmodifiableSet());
    }

    private static Condition matching(String text, Set<ServiceState> states) {
        return new FunctionCondition(text, ConditionScope.of(text, states), snapshot -> {
            String evidence = FunctionCondition.describe(snapshot);
            if (snapshot.state() == ServiceState.UNKNOWN) {
                return Evaluation.unknown(evidence);
            }
            boolean holds = states.contains(snapshot.state());
            return Evaluation.of(holds, evidence).holdingSince(since(text, holds, snapshot));
        });
    }

    /**
     * Returns since when the service has been in any of the states. A change between two of them, such as a reload,
     * does not matter, but a new run does.
     */
    private static Instant since(String text, boolean holds, ServiceSnapshot snapshot) {
        String key = text + " " + snapshot.service();
        if (!holds) {
            snapshot.memory().remove(key);
            return snapshot.since();
        }
        Instant begun = snapshot.memory().computeIfAbsent(key, unused -> snapshot.since());
        Instant since = Times.later(begun, snapshot.history().runSince());
        snapshot.memory().put(key, since);
        return since;
    }

    static Condition upForLess(Duration time) {
        Times.requirePositive(time, "the time of \"up-for-less\"");
        Condition up = up();
        String text = "up-for-less " + Times.text(time);
        return new FunctionCondition(text, snapshot -> {
            Evaluation evaluation = up.evaluate(snapshot);
            Instant since = evaluation.since();
            if (!evaluation.holds() || since == null) {
                return evaluation;
            }
            Instant end = since.plus(time);
            boolean holds = snapshot.now().isBefore(end);
            return Evaluation.of(holds, evaluation.evidence()).changingAt(holds ? end : null);
        });
    }

    static Condition entered(Set<ServiceState> states) {
        String text = "entered " + words(states);
        return FunctionCondition.momentary(
                text,
                ConditionScope.of(text, states),
                s -> moment(states, s.happening().to(), s));
    }

    static Condition left(Set<ServiceState> states) {
        return FunctionCondition.momentary(
                "left " + words(states), s -> moment(states, s.happening().from(), s));
    }

    private static Evaluation moment(Set<ServiceState> states, @Nullable ServiceState state, ServiceSnapshot snapshot) {
        return Evaluation.moment(state != null && states.contains(state), FunctionCondition.describe(snapshot));
    }

    private static String words(Set<ServiceState> states) {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("at least one state is required");
        }
        if (states.contains(ServiceState.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "the state \"unknown\" is not allowed: while the state is unknown, no condition holds;"
                            + " use a Watch to observe lost contact");
        }
        return states.stream()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }
}
