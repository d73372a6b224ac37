package io.github.servicehandler.watchdog;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows when each rule has to be asked again though nothing happens. Not thread-safe. */
final class Agenda {

    private final TreeMap<Due, RuleInstance> instances =
            new TreeMap<>(Comparator.comparing(Due::at).thenComparing(Due::sequence));
    private final Map<RuleInstance, Due> planned = new HashMap<>();
    private long sequence;

    private record Due(Instant at, long sequence) {}

    /** Plans when to ask a rule, which has just been asked, and only then. */
    void plan(RuleInstance instance, Instant now) {
        Due before = planned.remove(instance);
        if (before != null) {
            instances.remove(before);
        }
        Instant at = instance.due();
        // what was due has just been looked at, and waits for something to happen
        if (at != null && at.isAfter(now)) {
            Due due = new Due(at, sequence++);
            planned.put(instance, due);
            instances.put(due, instance);
        }
    }

    /** Returns the rules whose time has come, in the order of their times. */
    List<RuleInstance> due(Instant now) {
        return List.copyOf(instances.headMap(new Due(now, Long.MAX_VALUE), true).values());
    }

    /** Returns when the next one is due; {@code null} if none is. */
    @Nullable
    Instant next() {
        return instances.isEmpty() ? null : instances.firstKey().at();
    }
}
