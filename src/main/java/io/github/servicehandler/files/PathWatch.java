package io.github.servicehandler.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch on a path, which waits for changes of the file, of what it links to, or of a directory above it. If the system
 * does not report changes, it waits for a second instead. For use by one thread, except for closing.
 */
final class PathWatch implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(PathWatch.class.getPackageName());

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int MAX_ROUNDS = 100;

    private final WatchedDirectories directories;
    private final @Nullable WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Object, Registration> watched = new HashMap<>();
    private boolean stale = true;
    private boolean polling;

    private PathWatch(Path path, @Nullable WatchService service) {
        this.directories = new WatchedDirectories(path);
        this.service = service;
    }

    static PathWatch of(Path path) {
        return new PathWatch(path, service(path));
    }

    /** Returns a watch without support from the system, which waits for a second each time. */
    static PathWatch polling(Path path) {
        return new PathWatch(path, null);
    }

    private static @Nullable WatchService service(Path path) {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return null;
        }
        try {
            return path.getFileSystem().newWatchService();
        } catch (IOException e) {
            log.info("{} is polled once a second, because the system cannot watch it: {}", path, e.getMessage());
            return null;
        }
    }

    /** Watches all directories as they are now. Anything that happens afterwards ends the next {@link #await}. */
    void renew() {
        WatchService watching = service;
        if (watching == null || !stale) {
            return;
        }
        stale = false;
        polling = false;
        try {
            // repeated, because a directory may be created after it was found missing and before the one above it is
            // watched
            int rounds = 0;
            while (watchAll(watching)) {
                polling |= ++rounds == MAX_ROUNDS;
                if (polling) {
                    return;
                }
            }
        } catch (ClosedWatchServiceException e) {
            polling = true;
        }
    }

    /** Watches what must be watched now, and returns whether to check again. */
    private boolean watchAll(WatchService watching) {
        Map<Object, WatchedDirectories.WatchedDirectory> needed = directories.current();
        watched.entrySet()
                .removeIf(entry ->
                        !needed.containsKey(entry.getKey()) && entry.getValue().cancel());
        boolean added = false;
        for (Map.Entry<Object, WatchedDirectories.WatchedDirectory> entry : needed.entrySet()) {
            added |= watch(watching, entry.getKey(), entry.getValue());
        }
        return added;
    }

    private boolean watch(WatchService watching, Object key, WatchedDirectories.WatchedDirectory target) {
        Registration known = watched.get(key);
        if (known != null && known.key.isValid() && known.target.equals(target)) {
            return false;
        }
        try {
            watched.put(key, new Registration(target, target.directory().register(watching, target.kinds())));
            return true;
        } catch (IOException e) {
            log.debug("{} cannot be watched", target.directory(), e);
            polling |= Files.exists(target.directory());
            return !polling;
        }
    }

    /**
     * Waits for a change, or until the time is over.
     *
     * @param atMost the maximum time; {@code null} for no limit
     * @param anyFile whether changes of other files in the directories count too
     */
    void await(@Nullable Duration atMost, boolean anyFile) throws InterruptedException {
        boolean polls = service == null || polling;
        Duration limit = polls && (atMost == null || atMost.compareTo(POLL_INTERVAL) > 0) ? POLL_INTERVAL : atMost;
        try {
            if (service == null) {
                closed.await(POLL_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                await(service, limit == null ? Long.MAX_VALUE : limit.toNanos(), anyFile);
            }
        } catch (ClosedWatchServiceException e) {
            log.trace("no longer watching", e);
        }
        stale |= polls;
    }

    private void await(WatchService watching, long nanos, boolean anyFile) throws InterruptedException {
        long begin = System.nanoTime();
        boolean matters = false;
        while (!matters) {
            WatchKey key = watching.poll(nanos - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
            if (key == null) {
                return;
            }
            while (key != null) {
                matters |= process(key, anyFile);
                key = watching.poll();
            }
        }
    }

    private boolean process(WatchKey key, boolean anyFile) {
        WatchedDirectories.WatchedDirectory target = watched.values().stream()
                .filter(entry -> entry.key.equals(key))
                .map(entry -> entry.target)
                .findFirst()
                .orElse(null);
        boolean matters = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            boolean lost = event.kind().equals(StandardWatchEventKinds.OVERFLOW);
            boolean named = lost || target == null || target.names().contains(event.context());
            stale |= named && !event.kind().equals(StandardWatchEventKinds.ENTRY_MODIFY);
            matters |= named || anyFile;
        }
        if (!key.reset()) {
            stale = true;
            matters = true;
        }
        return matters;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (service != null) {
            service.close();
        }
    }

    /** A directory that is being watched, with its key. */
    private record Registration(WatchedDirectories.WatchedDirectory target, WatchKey key) {

        /** Cancels the watch and returns true, for use in a filter. */
        boolean cancel() {
            key.cancel();
            return true;
        }
    }
}
