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
 * Watch that waits for changes at a path: of the file, of what it links to, or of a directory on the way. Where the
 * system does not report changes, it waits for a second instead. For use by one thread, except for closing.
 */
final class LogFileWatch implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LogFileWatch.class.getPackageName());

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final int MOST_ROUNDS = 100;

    private final WatchedDirectories places;
    private final @Nullable WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Object, Watched> watched = new HashMap<>();
    private boolean stale = true;
    private boolean blind;

    private LogFileWatch(Path path, @Nullable WatchService service) {
        this.places = new WatchedDirectories(path);
        this.service = service;
    }

    static LogFileWatch of(Path path) {
        return new LogFileWatch(path, service(path));
    }

    /** Returns a watch without support from the system, which waits for a second each time. */
    static LogFileWatch blind(Path path) {
        return new LogFileWatch(path, null);
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
        blind = false;
        try {
            // repeat: a directory may have been created after it was found missing and before the one above was watched
            int rounds = 0;
            while (watchAll(watching)) {
                blind |= ++rounds == MOST_ROUNDS;
                if (blind) {
                    return;
                }
            }
        } catch (ClosedWatchServiceException e) {
            blind = true;
        }
    }

    /** Watches what has to be watched now, and returns whether to look again. */
    private boolean watchAll(WatchService watching) {
        Map<Object, WatchedDirectories.Place> wanted = places.now();
        watched.entrySet()
                .removeIf(each ->
                        !wanted.containsKey(each.getKey()) && each.getValue().cancel());
        boolean news = false;
        for (Map.Entry<Object, WatchedDirectories.Place> each : wanted.entrySet()) {
            news |= watch(watching, each.getKey(), each.getValue());
        }
        return news;
    }

    private boolean watch(WatchService watching, Object key, WatchedDirectories.Place place) {
        Watched known = watched.get(key);
        if (known != null && known.key.isValid() && known.place.equals(place)) {
            return false;
        }
        try {
            watched.put(key, new Watched(place, place.directory().register(watching, place.kinds())));
            return true;
        } catch (IOException e) {
            log.debug("{} cannot be watched", place.directory(), e);
            blind |= Files.exists(place.directory());
            return !blind;
        }
    }

    /**
     * Waits until something happens, or until the time is over.
     *
     * @param atMost the maximum time; {@code null} for no limit
     * @param anyFile whether changes of other files in the directories count too
     */
    void await(@Nullable Duration atMost, boolean anyFile) throws InterruptedException {
        boolean looks = service == null || blind;
        Duration limit = looks && (atMost == null || atMost.compareTo(GLANCE) > 0) ? GLANCE : atMost;
        try {
            if (service == null) {
                closed.await(GLANCE.toNanos(), TimeUnit.NANOSECONDS);
            } else {
                await(service, limit == null ? Long.MAX_VALUE : limit.toNanos(), anyFile);
            }
        } catch (ClosedWatchServiceException e) {
            log.trace("no longer watching", e);
        }
        stale |= looks;
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
                matters |= take(key, anyFile);
                key = watching.poll();
            }
        }
    }

    private boolean take(WatchKey key, boolean anyFile) {
        WatchedDirectories.Place place = watched.values().stream()
                .filter(each -> each.key.equals(key))
                .map(each -> each.place)
                .findFirst()
                .orElse(null);
        boolean matters = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            boolean lost = event.kind().equals(StandardWatchEventKinds.OVERFLOW);
            boolean named = lost || place == null || place.names().contains(event.context());
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

    /** A directory that is being watched. */
    private record Watched(WatchedDirectories.Place place, WatchKey key) {

        /** Cancels the watch and returns true, for use in a filter. */
        boolean cancel() {
            key.cancel();
            return true;
        }
    }
}
