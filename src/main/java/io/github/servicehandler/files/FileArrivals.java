package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arrivals in a directory that watches have not looked at yet. For use with the lock of the
 * {@link DirectoryWatcher}.
 */
final class FileArrivals {

    /** The maximum number of arrivals that are kept for a watch; the oldest count as gone. */
    private static final int MAX_ARRIVALS = 256;

    private final RenameTrace trace = new RenameTrace();
    private final Map<PathWatch, Deque<QueuedArrival>> byWatch = new HashMap<>();

    private record QueuedArrival(Arrival arrival, boolean copy) {

        /** Stands for files that are not known, because reports about them were lost or dropped. */
        static QueuedArrival unknown() {
            return new QueuedArrival(new Arrival(null, true), false);
        }
    }

    void deleted(Path name) {
        trace.deleted(name);
    }

    /**
     * Records that something was created, or renamed to this name.
     *
     * @param watches the watches of the name
     * @param ofOriginals the watches of the names that a copy with this name may have been made of
     */
    void created(Path name, Set<PathWatch> watches, Set<PathWatch> ofOriginals) {
        Arrival arrival = trace.created(name);
        watches.forEach(watch -> add(watch, new QueuedArrival(arrival, false)));
        if (!arrival.hasUsers()) {
            ofOriginals.forEach(watch -> add(watch, new QueuedArrival(arrival, true)));
        }
        if (arrival.hasUsers()) {
            trace.keep(arrival);
        }
    }

    /** Returns the name that the next creation renames from, if it is a renaming. */
    @Nullable
    Path renamedFrom() {
        return trace.renamedFrom();
    }

    void written(Path name) {
        trace.written(name);
    }

    private void add(PathWatch watch, QueuedArrival entry) {
        Deque<QueuedArrival> entries = byWatch.computeIfAbsent(watch, any -> new ArrayDeque<>());
        entries.addLast(entry);
        entry.arrival().addUser();
        if (entries.size() > MAX_ARRIVALS) {
            release(entries.removeFirst());
            release(entries.removeFirst());
            entries.addFirst(QueuedArrival.unknown());
        }
        watch.setPassed(true);
    }

    private void release(QueuedArrival entry) {
        if (entry.arrival().removeUser()) {
            trace.forget(entry.arrival());
        }
    }

    /** Returns the files that were at the path of a watch, in their order. */
    List<PassedFile> of(PathWatch watch, Path directory) {
        List<PassedFile> files = new ArrayList<>();
        for (QueuedArrival entry : byWatch.getOrDefault(watch, new ArrayDeque<>())) {
            Arrival arrival = entry.arrival();
            Path name = arrival.name();
            boolean hasContent = entry.copy() ? arrival.isNew() : arrival.mayHaveContent();
            files.add(new PassedFile(arrival, name == null ? null : directory.resolve(name), entry.copy(), hasContent));
        }
        // a copy that has nothing yet is looked at later
        while (!files.isEmpty() && isUnfinishedCopy(files.get(files.size() - 1))) {
            files.remove(files.size() - 1);
        }
        return files;
    }

    private static boolean isUnfinishedCopy(PassedFile file) {
        Path place = file.place();
        return file.copy() && place != null && place.toFile().length() == 0;
    }

    /** Removes files that a watch has looked at. */
    void forget(PathWatch watch, List<PassedFile> files) {
        Deque<QueuedArrival> entries = byWatch.getOrDefault(watch, new ArrayDeque<>());
        for (PassedFile file : files) {
            QueuedArrival first = entries.peekFirst();
            // the oldest may have been dropped meanwhile
            if (first != null && first.arrival().equals(file.arrival()) && first.copy() == file.copy()) {
                release(entries.removeFirst());
            }
        }
        if (entries.isEmpty()) {
            byWatch.remove(watch);
        }
        watch.setPassed(!entries.isEmpty());
    }

    /** Replaces all files by one that is gone, because reports of the system were lost. */
    void loseReports(Set<PathWatch> watches) {
        List.copyOf(byWatch.keySet()).forEach(this::forget);
        watches.forEach(watch -> add(watch, QueuedArrival.unknown()));
    }

    /** Removes all files of a watch. */
    void forget(PathWatch watch) {
        Deque<QueuedArrival> entries = byWatch.remove(watch);
        if (entries != null) {
            entries.forEach(this::release);
            watch.setPassed(false);
        }
    }
}
