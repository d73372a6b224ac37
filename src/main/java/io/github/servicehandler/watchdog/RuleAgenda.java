package io.github.servicehandler.watchdog;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The times at which rule instances must be evaluated although nothing happens. Not thread-safe. */
final class RuleAgenda {

    private final TreeMap<Due, RuleInstance> instances =
            new TreeMap<>(Comparator.comparing(Due::at).thenComparing(Due::sequence));
    private final Map<RuleInstance, Due> planned = new HashMap<>();
    private long sequence;

    private record Due(Instant at, long sequence) {}

    /**
     * Plans the next evaluation of a rule instance that has just been evaluated, in place of the one planned before.
     */
    void plan(RuleInstance instance, Instant now) {
        Due before = planned.remove(instance);
        if (before != null) {
            instances.remove(before);
        }
        Instant at = instance.due();
        // what was due has just been evaluated, and waits for the next event
        if (at != null && at.isAfter(now)) {
            Due due = new Due(at, sequence++);
            planned.put(instance, due);
            instances.put(due, instance);
        }
    }

    /** Returns the rule instances that are due, in the order of their times. */
    List<RuleInstance> due(Instant now) {
        return List.copyOf(instances.headMap(new Due(now, Long.MAX_VALUE), true).values());
    }

    /** Returns when the next rule instance is due; {@code null} if none is planned. */
    @Nullable
    Instant next() {
        return instances.isEmpty() ? null : instances.firstKey().at();
    }
}
