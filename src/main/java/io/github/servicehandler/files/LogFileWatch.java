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
 * Waits until something happens to a name: to the file, to what it links to, or to a directory on the way there. Where the system does
 * not tell, it waits for a while instead. For one thread, but for closing.
 */
final class LogFileWatch implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LogFile.class);

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

    /** Returns a watch that only looks every now and then. */
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
            log.info("{} is looked at once a second, since the system does not watch it: {}", path, e.getMessage());
            return null;
        }
    }

    /** Sees to it that all directories are watched as they are now. What happens after this ends the next {@link #await}. */
    void renew() {
        WatchService watching = service;
        if (watching == null || !stale) {
            return;
        }
        stale = false;
        blind = false;
        try {
            // a directory may have been made after it was found missing and before the one above was watched: look
            // again
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

    /** Returns whether there was something new to watch. */
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
     * Waits until something happens, or for a while.
     *
     * @param atMost how long; {@code null} for ever
     * @param anyFile whether any file beside the one that is followed counts too
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

    /** Is a directory that is being watched. */
    private record Watched(WatchedDirectories.Place place, WatchKey key) {

        /** Returns true, so that it can be forgotten. */
        boolean cancel() {
            key.cancel();
            return true;
        }
    }
}
