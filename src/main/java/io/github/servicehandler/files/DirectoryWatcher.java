package io.github.servicehandler.files;

import io.github.servicehandler.files.WatchedDirectories.WatchedDirectory;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watcher of the directories in which followed files can change. There is one for all followed files of this JVM,
 * because the system limits the number of inotify instances of a user. It has one thread, which reports a change only
 * to the watches of the names that changed, and it is open only while there is something to watch. Thread-safe.
 *
 * <p>Data flows one way, from noticing over reading to delivering:
 *
 * <ol>
 *   <li>This class notices that a name in a directory has changed, and reports it to the {@link PathWatch} of each path
 *       that the name belongs to.
 *   <li>{@link LogFileFollow} then lets {@link LogFileGenerations} open what is new at the path.
 *   <li>{@link LogFileTail} reads the opened files, one after the other.
 *   <li>{@link LogFileDispatcher} delivers the lines to the listener.
 * </ol>
 *
 * <p>The first two steps happen on the thread of this class. They never wait for the other two, which take turns on a
 * thread of the follower, at the pace of the listener.
 */
final class DirectoryWatcher {

    private static final Logger log = LoggerFactory.getLogger(DirectoryWatcher.class.getPackageName());

    /**
     * The time between two reports of written files, and between two looks at busy directories. A file that is written
     * to all the time is read in larger pieces then, which takes much less of the processor. A file that was at rest is
     * read at once.
     */
    private static final Duration REPORT_GAP = Duration.ofMillis(50);

    /** The time in which events are collected. Shorter, because a rotation is reported at once. */
    private static final Duration COLLECT_GAP = Duration.ofMillis(10);

    /** A path that cannot be registered. */
    private static final Path NO_DIRECTORY = Path.of("/dev/null");

    private static final DirectoryWatcher SHARED = new DirectoryWatcher();

    private final WorkLock access = new WorkLock();
    private final Map<Object, DirectoryRegistration> byDirectory = new HashMap<>();
    private final Map<WatchKey, DirectoryRegistration> byKey = new HashMap<>();
    private final Map<PathWatch, DirectoryRegistration> byWatch = new HashMap<>();
    private final Map<PathWatch, Boolean> collected = new LinkedHashMap<>();
    private final Set<DirectoryRegistration> loaded = new HashSet<>();
    private final Set<DirectoryRegistration> busy = new HashSet<>();
    private volatile boolean hasBusy;
    private @Nullable WatchService service;

    private DirectoryWatcher() {}

    /** Returns the watcher of this JVM. */
    static DirectoryWatcher shared() {
        return SHARED;
    }

    /**
     * Reports changes of names in a directory to a watch from now on. Names that the watch gave before for the same
     * directory are replaced.
     *
     * @param directoryKey the identity of the directory
     * @return whether any of these changes may have gone unreported until now
     * @throws IOException if the system cannot watch the directory
     */
    boolean add(PathWatch watch, Object directoryKey, WatchedDirectory target) throws IOException {
        return access.get(() -> addNames(watch, directoryKey, target));
    }

    private boolean addNames(PathWatch watch, Object directoryKey, WatchedDirectory target) throws IOException {
        DirectoryRegistration known = byDirectory.get(directoryKey);
        if (known != null && known.covers(target)) {
            return add(watch, known, target);
        }
        try {
            add(watch, register(directoryKey, target), target);
        } finally {
            closeIfUnused();
        }
        return true;
    }

    private boolean add(PathWatch watch, DirectoryRegistration registration, WatchedDirectory target) {
        if (target.holdsFile()) {
            byWatch.put(watch, registration);
        }
        return registration.add(watch, target);
    }

    private DirectoryRegistration register(Object directoryKey, WatchedDirectory target) throws IOException {
        DirectoryRegistration known = byDirectory.get(directoryKey);
        WatchKey key = target.directory().register(service(), WatchedDirectory.kinds(target.holdsFile()));
        if (known != null && known.extend(key, target)) {
            return known;
        }
        // the watches of an invalid registration are told by its key, so that one is still needed
        DirectoryRegistration registration = new DirectoryRegistration(directoryKey, key, target.holdsFile());
        byDirectory.put(directoryKey, registration);
        byKey.put(key, registration);
        return registration;
    }

    private WatchService service() throws IOException {
        WatchService open = service;
        if (open == null) {
            WatchService opened = FileSystems.getDefault().newWatchService();
            service = opened;
            open = opened;
            DaemonThreads.start("watch log files", () -> run(opened));
        }
        return open;
    }

    /** Reports nothing more about a directory to a watch. */
    void remove(PathWatch watch, Object directoryKey) {
        access.run(() -> removeNames(watch, directoryKey));
    }

    private void removeNames(PathWatch watch, Object directoryKey) {
        DirectoryRegistration registration = byDirectory.get(directoryKey);
        byWatch.remove(watch, registration);
        if (registration != null && registration.remove(watch)) {
            drop(registration);
            registration.cancel();
        }
        closeIfUnused();
    }

    private void drop(DirectoryRegistration registration) {
        loaded.remove(registration);
        busy.remove(registration);
        byKey.remove(registration.key());
        byDirectory.remove(registration.directoryKey(), registration);
    }

    private void closeIfUnused() {
        WatchService open = service;
        if (open == null || !byDirectory.isEmpty()) {
            return;
        }
        service = null;
        byKey.clear();
        byWatch.clear();
        loaded.clear();
        busy.clear();
        try {
            open.close();
        } catch (IOException e) {
            log.debug("failed to close the watch on directories", e);
        }
    }

    private void run(WatchService watching) {
        Map<PathWatch, Boolean> changed = new LinkedHashMap<>();
        long reported = System.nanoTime() - REPORT_GAP.toNanos();
        try {
            while (true) {
                boolean received = collectAll(watching, changed);
                boolean rearranged = changed.containsValue(true);
                boolean due = System.nanoTime() - reported >= REPORT_GAP.toNanos();
                if (due) {
                    access.run(() -> lookAtBusy(changed));
                }
                if (rearranged || due) {
                    changed.forEach(PathWatch::changed);
                    changed.clear();
                    reported = System.nanoTime();
                }
                if (received && !rearranged) {
                    TimeUnit.NANOSECONDS.sleep(COLLECT_GAP.toNanos());
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            log.trace("no longer watching", e);
        }
    }

    /**
     * Waits for events, and collects all of them.
     *
     * @param changed receives the watches to report to, each with whether more than the content of a file has changed
     * @return whether there were any events
     */
    private boolean collectAll(WatchService watching, Map<PathWatch, Boolean> changed) throws InterruptedException {
        boolean rests = changed.isEmpty() && !hasBusy;
        WatchKey first = rests ? watching.take() : watching.poll(REPORT_GAP.toNanos(), TimeUnit.NANOSECONDS);
        for (WatchKey key = first; key != null; key = watching.poll()) {
            WatchKey next = key;
            access.run(() -> collect(next, changed));
        }
        return first != null;
    }

    private void collect(WatchKey key, Map<PathWatch, Boolean> changed) {
        collected.forEach((watch, rearranged) -> changed.merge(watch, rearranged, Boolean::logicalOr));
        collected.clear();
        List<WatchEvent<?>> events = key.pollEvents();
        boolean valid = key.reset();
        DirectoryRegistration registration = byKey.get(key);
        if (registration == null) {
            return;
        }
        events.forEach(event -> registration.collect(event, changed));
        loaded.add(registration);
        if (!valid) {
            drop(registration);
            registration.collectAll(changed);
        }
    }

    /**
     * Asks for the lengths of the files in busy directories, and determines which directories are busy from now on. The
     * system does not report writes to their files, because the reports of many writes need more of the processor than
     * that.
     *
     * @param changed receives the watches of the files that have grown
     */
    private void lookAtBusy(Map<PathWatch, Boolean> changed) {
        for (DirectoryRegistration each : loaded) {
            if (!busy.contains(each) && each.endRoundOfReports() && setKinds(each, WatchedDirectory.kinds(false))) {
                each.beginRest();
                each.collectWritten(changed);
                busy.add(each);
            }
        }
        loaded.clear();
        busy.forEach(each -> each.collectGrown(changed));
        busy.removeIf(each -> each.isRested() && endRest(each, changed));
        hasBusy = !busy.isEmpty();
    }

    private boolean endRest(DirectoryRegistration registration, Map<PathWatch, Boolean> changed) {
        if (!setKinds(registration, WatchedDirectory.kinds(true))) {
            return false;
        }
        registration.collectAllGrown(changed);
        registration.collectWritten(changed);
        return true;
    }

    /**
     * Changes what the system reports of a directory. Returns false if that is not possible. What happens in the
     * directory at the same moment may go unreported, so the files that are written to must be looked at afterwards.
     */
    private boolean setKinds(DirectoryRegistration registration, WatchEvent.Kind<?>... kinds) {
        WatchService open = service;
        if (open == null || !(registration.key().watchable() instanceof Path directory)) {
            return false;
        }
        try {
            WatchKey key = directory.register(open, kinds);
            if (key.equals(registration.key())) {
                return true;
            }
            // another directory has this path now
            if (byKey.containsKey(key)) {
                directory.register(open, WatchedDirectory.kinds(true));
            } else {
                key.cancel();
            }
        } catch (IOException e) {
            log.debug("the reports of {} cannot be changed", directory, e);
        }
        return false;
    }

    /** Returns whether the directory that is watched for the file of a watch still has its path. */
    boolean isCurrent(PathWatch watch) {
        return access.get(() -> {
            DirectoryRegistration registration = byWatch.get(watch);
            receiveEvents();
            return registration != null && registration.isAtItsPath();
        });
    }

    /** Returns whether there are directories whose files are asked for their lengths, instead of being reported. */
    boolean hasBusy() {
        return hasBusy;
    }

    /** Returns the files that were at the path of a watch since it last looked, up to the present moment. */
    List<PassedFile> passed(PathWatch watch) {
        return access.get(() -> {
            DirectoryRegistration registration = byWatch.get(watch);
            if (registration == null) {
                return List.of();
            }
            receiveEvents();
            // they are reported when the thread takes the key
            registration.key().pollEvents().forEach(event -> registration.collect(event, collected));
            return registration.passed(watch);
        });
    }

    /** Waits until all events up to the present moment can be polled. */
    private void receiveEvents() {
        WatchService open = service;
        if (open == null) {
            return;
        }
        try {
            // The thread of the JDK looks at this only after it has received the events that were there before. The
            // directory itself must not be registered again: Linux would lose what happens in it at that moment.
            NO_DIRECTORY.register(open, WatchedDirectory.kinds(false));
        } catch (IOException e) {
            log.trace("all events are received", e);
        }
    }

    /** Removes files that a watch has looked at. */
    void forget(PathWatch watch, List<PassedFile> files) {
        access.run(() -> {
            DirectoryRegistration registration = byWatch.get(watch);
            if (registration != null) {
                registration.forget(watch, files);
            }
        });
    }
}
