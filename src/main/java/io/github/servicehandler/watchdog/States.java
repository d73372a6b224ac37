package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the conditions about states. */
final class States {

    private States() {}

    static Condition in(Set<ServiceState> states) {
        return matching("in " + words(states), states::contains);
    }

    static Condition matching(String text, Predicate<ServiceState> wanted) {
        return new Basic(text, snapshot -> {
            String evidence = Basic.describe(snapshot);
            return snapshot.state() == ServiceState.UNKNOWN
                    ? Finding.unknown(evidence)
                    : Finding.of(wanted.test(snapshot.state()), evidence).holdingSince(snapshot.since());
        });
    }

    static Condition entered(Set<ServiceState> states) {
        return new Basic(
                "entered " + words(states), s -> moment(states, s.happening().to(), s));
    }

    static Condition left(Set<ServiceState> states) {
        return new Basic(
                "left " + words(states), s -> moment(states, s.happening().from(), s));
    }

    private static Finding moment(Set<ServiceState> states, @Nullable ServiceState state, Snapshot snapshot) {
        return Finding.moment(state != null && states.contains(state), Basic.describe(snapshot));
    }

    private static String words(Set<ServiceState> states) {
        if (states.isEmpty()) {
            throw new IllegalArgumentException("which states? Name one at least");
        }
        return states.stream()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }
}
