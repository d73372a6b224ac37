package io.github.servicehandler.testing;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Is a set of exit statuses and signals, as {@code SuccessExitStatus=} and its likes list them. */
final class ExitSet {

    private final Set<Integer> statuses = new HashSet<>();
    private final Set<Integer> signals = new HashSet<>();

    static ExitSet of(List<String> words) {
        ExitSet set = new ExitSet();
        for (String word : words) {
            OptionalInt status = ExitStatus.parse(word);
            if (status.isPresent()) {
                set.statuses.add(status.getAsInt());
            } else {
                Signals.parse(word).ifPresent(set.signals::add);
            }
        }
        return set;
    }

    boolean isEmpty() {
        return statuses.isEmpty() && signals.isEmpty();
    }

    boolean contains(Ending ending) {
        return (ending.exited() ? statuses : signals).contains(ending.status());
    }
}
