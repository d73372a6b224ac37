package io.github.servicehandler.files;

import io.github.servicehandler.files.WatchedDirectories.WatchedDirectory;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A directory that the system watches, and the watches that each name in it belongs to. For use with the lock of the
 * {@link DirectoryWatcher}.
 */
final class DirectoryRegistration {

    private final Object directoryKey;
    private final WatchKey key;
    private boolean holdsFile;
    private final Map<PathWatch, Set<Path>> namesByWatch = new HashMap<>();
    private final Map<Path, Set<PathWatch>> watchesByName = new HashMap<>();

    DirectoryRegistration(Object directoryKey, WatchKey key, boolean holdsFile) {
        this.directoryKey = directoryKey;
        this.key = key;
        this.holdsFile = holdsFile;
    }

    Object directoryKey() {
        return directoryKey;
    }

    WatchKey key() {
        return key;
    }

    /** Returns whether the system already reports all that matters. */
    boolean covers(WatchedDirectory target) {
        return key.isValid() && (holdsFile || !target.holdsFile());
    }

    /** Records that the system reports more now. Returns false if the key is that of another registration. */
    boolean extend(WatchKey renewed, WatchedDirectory target) {
        boolean same = key.equals(renewed);
        holdsFile |= same && target.holdsFile();
        return same;
    }

    /** Sets the names of a watch. Returns whether there are new ones among them. */
    boolean add(PathWatch watch, Set<Path> names) {
        Set<Path> before = namesByWatch.put(watch, names);
        if (names.equals(before)) {
            return false;
        }
        if (before != null) {
            before.forEach(name -> remove(name, watch));
        }
        names.forEach(name ->
                watchesByName.computeIfAbsent(name, any -> new HashSet<>()).add(watch));
        return true;
    }

    /** Removes a watch. Returns whether there is none left. */
    boolean remove(PathWatch watch) {
        Set<Path> names = namesByWatch.remove(watch);
        if (names != null) {
            names.forEach(name -> remove(name, watch));
        }
        return namesByWatch.isEmpty();
    }

    private void remove(Path name, PathWatch watch) {
        watchesByName.computeIfPresent(name, (any, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    void cancel() {
        key.cancel();
    }

    /** Adds the watches that an event matters to; see {@link DirectoryWatcher}. */
    void collect(WatchEvent<?> event, Map<PathWatch, Boolean> changed) {
        if (!(event.context() instanceof Path name)) {
            // events were lost
            collectAll(changed);
            return;
        }
        boolean rearranged = !event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY);
        watchesByName
                .getOrDefault(name, Set.of())
                .forEach(watch -> changed.merge(watch, rearranged, Boolean::logicalOr));
        if (!rearranged) {
            collectRotated(name, changed);
        }
    }

    /** Adds the watches of the files from which a written file may have been rotated, such as that of bot.log. */
    private void collectRotated(Path name, Map<PathWatch, Boolean> changed) {
        for (Path original : RotatedNames.possibleOriginals(name)) {
            for (PathWatch watch : watchesByName.getOrDefault(original, Set.of())) {
                if (watch.includesRotated()) {
                    changed.putIfAbsent(watch, false);
                }
            }
        }
    }

    void collectAll(Map<PathWatch, Boolean> changed) {
        namesByWatch.keySet().forEach(watch -> changed.put(watch, true));
    }
}
