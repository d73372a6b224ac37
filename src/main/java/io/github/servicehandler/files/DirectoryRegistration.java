package io.github.servicehandler.files;

import io.github.servicehandler.files.WatchedDirectories.WatchedDirectory;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory that the system watches, and the watches that each name in it belongs to. For use with the lock of the
 * {@link DirectoryWatcher}.
 */
final class DirectoryRegistration {

    /**
     * The number of files that can be asked for their lengths at the expense of one reported write. The WatchService of
     * the JDK wakes a thread for each write.
     */
    private static final int FILES_PER_REPORT = 16;

    /** The number of reported writes between two reports to the watches that are always cheap enough. */
    private static final int FEW_REPORTS = 6;

    /** The number of rounds without reports: two seconds. The reports of the next round show the load again. */
    private static final int REST_ROUNDS = 40;

    /** Files that were at rest when the others became busy are asked only in every second round. */
    private static final int ROUNDS_OF_RESTING_FILES = 2;

    private final Object directoryKey;
    private final WatchKey key;
    private boolean holdsFile;
    private final Map<PathWatch, Set<Path>> namesByWatch = new HashMap<>();
    private final Map<Path, Set<PathWatch>> watchesByName = new HashMap<>();
    private final Set<PathWatch> fileWatches = new HashSet<>();
    private final FileArrivals arrivals = new FileArrivals();
    private final Set<PathWatch> written = new HashSet<>();
    private int reports;
    private int round;
    private int calmRounds = REST_ROUNDS;

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

    boolean holdsFile() {
        return holdsFile;
    }

    /** Returns whether the directory still has its path. */
    boolean isAtItsPath() {
        return key.watchable() instanceof Path directory && directoryKey.equals(FileIdentity.ofDirectory(directory));
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
    boolean add(PathWatch watch, WatchedDirectory target) {
        Set<Path> names = target.names();
        if (target.holdsFile()) {
            fileWatches.add(watch);
        }
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
        written.remove(watch);
        fileWatches.remove(watch);
        arrivals.forget(watch);
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
            arrivals.loseReports(fileWatches);
            collectAll(changed);
            return;
        }
        boolean rearranged = !event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY);
        watchesByName
                .getOrDefault(name, Set.of())
                .forEach(watch -> changed.merge(watch, rearranged, Boolean::logicalOr));
        if (rearranged) {
            recordArrival(event.kind(), name);
        } else {
            reports += event.count();
            written.addAll(watchesByName.getOrDefault(name, Set.of()));
            arrivals.written(name);
            collectRotated(name, changed);
        }
    }

    private void recordArrival(WatchEvent.Kind<?> kind, Path name) {
        if (!holdsFile) {
            return;
        }
        if (kind.equals(StandardWatchEventKinds.ENTRY_DELETE)) {
            arrivals.deleted(name);
        } else {
            Set<PathWatch> here = fileWatches(name);
            Set<PathWatch> ofOriginals = watchesOfOriginals(name);
            arrivals.created(name, here, ofOriginals);
            if (!here.isEmpty() || !ofOriginals.isEmpty()) {
                calmRounds = 0;
                round = REST_ROUNDS;
            }
        }
    }

    /** Returns the watches of files, not of links or directories, with this name. */
    private Set<PathWatch> fileWatches(Path name) {
        Set<PathWatch> watches = new HashSet<>(watchesByName.getOrDefault(name, Set.of()));
        watches.retainAll(fileWatches);
        return watches;
    }

    private Set<PathWatch> watchesOfOriginals(Path name) {
        Set<PathWatch> watches = new HashSet<>();
        Path renamed = arrivals.renamedFrom();
        if (renamed != null && watchesByName.containsKey(renamed)) {
            return watches;
        }
        if (RotatedNames.isNumbered(name) && !RotatedNames.isCompressed(name)) {
            RotatedNames.possibleOriginals(name).forEach(original -> watches.addAll(fileWatches(original)));
        }
        return watches;
    }

    /** Returns the files that were at the path of a watch since it last looked. */
    List<PassedFile> passed(PathWatch watch) {
        return key.watchable() instanceof Path directory ? arrivals.of(watch, directory) : List.of();
    }

    void forget(PathWatch watch, List<PassedFile> files) {
        arrivals.forget(watch, files);
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

    /**
     * Ends a round in which writes were reported. Returns whether there were so many that the files should rather be
     * asked for their lengths.
     */
    boolean endRoundOfReports() {
        // while files are rotated, all reports are needed to tell copies from renamed files
        boolean calm = ++calmRounds > REST_ROUNDS;
        boolean many = holdsFile && calm && reports > FEW_REPORTS + namesByWatch.size() / FILES_PER_REPORT;
        reports = 0;
        if (!many) {
            written.clear();
        }
        return many;
    }

    /** Begins the time in which writes are not reported, and the files are asked for their lengths instead. */
    void beginRest() {
        round = 0;
    }

    boolean isRested() {
        return round >= REST_ROUNDS;
    }

    /** Adds the watches whose files have grown: in most rounds of those that were written to before. */
    void collectGrown(Map<PathWatch, Boolean> changed) {
        boolean all = ++round % ROUNDS_OF_RESTING_FILES == 0;
        collectGrown(all ? namesByWatch.keySet() : written, changed);
    }

    /** Adds the watches of the files that were written to. */
    void collectWritten(Map<PathWatch, Boolean> changed) {
        written.forEach(watch -> changed.putIfAbsent(watch, false));
    }

    /** Adds the watches whose files have grown. */
    void collectAllGrown(Map<PathWatch, Boolean> changed) {
        collectGrown(namesByWatch.keySet(), changed);
    }

    private void collectGrown(Set<PathWatch> watches, Map<PathWatch, Boolean> changed) {
        List<PathWatch> grown = watches.stream().filter(PathWatch::hasGrown).toList();
        written.addAll(grown);
        grown.forEach(watch -> changed.putIfAbsent(watch, false));
    }
}
