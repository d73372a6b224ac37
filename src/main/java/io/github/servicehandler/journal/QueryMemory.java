package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.unit.UnitName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * The results of earlier queries that the next ones will probably find again, for all queries that run commands of this
 * machine by the same runner. Thread-safe.
 */
final class QueryMemory {

    /** The maximum number of units; enough for all of a large machine. */
    private static final int MAX_UNITS = 5000;

    private static final Map<CommandRunner, QueryMemory> ALL = new WeakHashMap<>();

    private final Map<UnitKey, UnitIdentity> identities = new LinkedHashMap<>();
    private boolean readable;

    /** A unit of a manager, which is given by the arguments that select it. */
    private record UnitKey(List<String> manager, UnitName unit) {}

    static QueryMemory of(CommandRunner runner) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(runner, unused -> new QueryMemory());
        }
    }

    /** Records what a manager has reported about units. */
    synchronized void remember(List<String> manager, List<UnitName> units, List<UnitIdentity> reported) {
        for (int i = 0; i < units.size(); i++) {
            UnitKey key = new UnitKey(manager, units.get(i));
            // added again, so that it becomes the latest
            identities.remove(key);
            if (reported.get(i).isKnown()) {
                identities.put(key, reported.get(i));
            }
        }
        while (identities.size() > MAX_UNITS) {
            identities.remove(identities.keySet().iterator().next());
        }
    }

    /** Returns what a manager has last reported about a unit; empty if that is unknown. */
    synchronized Optional<UnitIdentity> recall(List<String> manager, UnitName unit) {
        return Optional.ofNullable(identities.get(new UnitKey(manager, unit)));
    }

    /** Records that the user may read the whole journal, which does not change while this program runs. */
    synchronized void foundReadable() {
        readable = true;
    }

    synchronized boolean isReadable() {
        return readable;
    }
}
