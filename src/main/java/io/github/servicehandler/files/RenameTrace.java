package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trace of arrivals in a directory through all names that they were given. The system reports a renaming as a deletion
 * that is directly followed by a creation. For use with the lock of the {@link DirectoryWatcher}.
 */
final class RenameTrace {

    private final Map<Path, Arrival> byName = new HashMap<>();
    private @Nullable Path deleted;

    /** Records that something was deleted, or is being renamed. */
    void deleted(Path name) {
        loseDeleted();
        deleted = name;
    }

    /** Returns the name that the next creation renames from, if it is a renaming. */
    @Nullable
    Path renamedFrom() {
        return deleted;
    }

    /** Records that something was created, or renamed to this name, and returns it. */
    Arrival created(Path name) {
        Path before = deleted;
        deleted = null;
        boolean renamed = before != null && !before.equals(name);
        Arrival moved = renamed ? byName.remove(before) : null;
        lose(name);
        if (moved == null) {
            return new Arrival(name, renamed);
        }
        moved.setName(name);
        byName.put(name, moved);
        return moved;
    }

    /** Keeps an arrival in mind until it is forgotten. */
    void keep(Arrival arrival) {
        Path name = arrival.name();
        if (name != null) {
            byName.put(name, arrival);
        }
    }

    void forget(Arrival arrival) {
        byName.values().remove(arrival);
    }

    void written(Path name) {
        // nothing comes between the two reports of a renaming
        loseDeleted();
        Arrival arrival = byName.get(name);
        if (arrival != null) {
            arrival.markWritten();
        }
    }

    private void loseDeleted() {
        if (deleted != null) {
            lose(deleted);
            deleted = null;
        }
    }

    private void lose(Path name) {
        Arrival lost = byName.remove(name);
        if (lost != null) {
            lost.setName(null);
        }
    }
}
