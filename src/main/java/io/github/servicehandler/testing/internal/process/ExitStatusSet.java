package io.github.servicehandler.testing.internal.process;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A set of exit statuses and signals, as listed by {@code SuccessExitStatus=} and similar settings. */
public final class ExitStatusSet {

    private final Set<Integer> statuses = new HashSet<>();
    private final Set<Integer> signals = new HashSet<>();

    public static ExitStatusSet of(List<String> words) {
        ExitStatusSet set = new ExitStatusSet();
        for (String word : words) {
            OptionalInt status = ExitCodes.parse(word);
            if (status.isPresent()) {
                set.statuses.add(status.getAsInt());
            } else {
                LinuxSignals.parse(word).ifPresent(set.signals::add);
            }
        }
        return set;
    }

    public boolean isEmpty() {
        return statuses.isEmpty() && signals.isEmpty();
    }

    public boolean contains(WaitStatus ending) {
        return (ending.exited() ? statuses : signals).contains(ending.status());
    }
}
