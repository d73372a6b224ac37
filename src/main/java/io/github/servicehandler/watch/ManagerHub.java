package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State shared by all watches of one manager: a single connection, and the last known status of each unit. Thread-safe.
 * Listeners are called without holding its lock.
 */
final class ManagerHub implements SourceListener {

    private static final Logger log = LoggerFactory.getLogger(ManagerHub.class.getPackageName());

    private final Systemd systemd;
    private final Reconnector reconnector;
    private final Map<UnitName, WatchedUnit> units = new HashMap<>();
    private final Set<HubListener> watchers = new LinkedHashSet<>();
    private final ReentrantLock joinLock = new ReentrantLock();
    private boolean lossReported;

    /**
     * Creates a hub.
     *
     * @param executor reconnects to the manager
     */
    ManagerHub(Systemd systemd, StatusSourceFactory connector, Executor executor) {
        this.systemd = systemd;
        this.reconnector = new Reconnector(systemd, connector, this, executor);
    }

    Systemd systemd() {
        return systemd;
    }

    /** Adds a watcher. When this returns, the watcher has received the current status of each of its units. */
    void join(HubListener watcher) {
        boolean joined = false;
        // one join at a time: a unit that another join has added is then known to have been read
        joinLock.lock();
        try {
            StatusSource source = reconnector.source();
            CompletableFuture<Void> all = source.follow(add(watcher))
                    .thenCompose(done -> source.discover(globs(watcher)))
                    .thenCompose(done -> source.sync());
            reconnector.await(all);
            joined = true;
        } finally {
            joinLock.unlock();
            if (!joined) {
                leave(watcher);
            }
        }
    }

    private static List<String> globs(HubListener watcher) {
        return watcher.patterns().stream().map(UnitPattern::glob).toList();
    }

    /** Registers a watcher and returns the names of its units that have not been read yet. */
    private synchronized List<UnitName> add(HubListener watcher) {
        watchers.add(watcher);
        List<UnitName> unread = new ArrayList<>();
        for (UnitName name : watcher.names()) {
            WatchedUnit unit = unit(name);
            // another watch's pattern may have found it, but its status may not even have been requested yet
            if (!unit.isKnown()) {
                unread.add(name);
            }
            unit.addByName(watcher);
        }
        units.forEach((name, unit) -> addByPattern(name, unit, watcher));
        return unread;
    }

    private WatchedUnit unit(UnitName name) {
        return units.computeIfAbsent(name, key -> new WatchedUnit(systemd.service(key.toString())));
    }

    private static void addByPattern(UnitName name, WatchedUnit unit, HubListener watcher) {
        if (UnitPattern.anyMatches(watcher.patterns(), name.toString())) {
            unit.addByPattern(watcher);
        }
    }

    /** Removes a watcher, and the units that no other watcher watches. */
    void leave(HubListener watcher) {
        List<UnitName> unwatched = new ArrayList<>();
        synchronized (this) {
            watchers.remove(watcher);
            units.forEach((name, unit) -> {
                unit.remove(watcher);
                if (!unit.isWatched()) {
                    unwatched.add(name);
                }
            });
            unwatched.forEach(units::remove);
        }
        forget(unwatched);
    }

    private void forget(List<UnitName> unwatched) {
        reconnector.current().ifPresent(source -> {
            unwatched.forEach(source::forget);
            List<UnitName> again = watchedOf(unwatched);
            if (!again.isEmpty()) {
                // another watcher has joined for these units while they were being forgotten
                var unused = inBackground(source.follow(again));
            }
        });
    }

    private synchronized List<UnitName> watchedOf(List<UnitName> names) {
        return names.stream().filter(units::containsKey).toList();
    }

    @Override
    public void observed(UnitName name, ServiceStatus status) {
        boolean gone;
        synchronized (this) {
            WatchedUnit unit = units.get(name);
            if (unit != null) {
                unit.observe(status, now());
            }
            gone = unit == null || !unit.isWatched();
            if (gone) {
                units.remove(name);
            }
        }
        if (gone) {
            // also if its status was requested before its last watcher left
            forget(List.of(name));
        }
        notifyWatchers();
    }

    @Override
    public synchronized boolean isWanted(UnitName name) {
        return !name.isTemplate()
                && watchers.stream().anyMatch(watcher -> UnitPattern.anyMatches(watcher.patterns(), name.toString()));
    }

    @Override
    public void appeared(UnitName name, ServiceStatus status) {
        synchronized (this) {
            for (HubListener watcher : watchers) {
                if (UnitPattern.anyMatches(watcher.patterns(), name.toString())) {
                    unit(name).addByPattern(watcher);
                }
            }
        }
        observed(name, status);
    }

    @Override
    public void discovered(Collection<String> names) {
        List<UnitName> unread = new ArrayList<>();
        synchronized (this) {
            for (String name : names) {
                watchers.stream()
                        .filter(watcher -> UnitPattern.anyMatches(watcher.patterns(), name))
                        .forEach(watcher -> follow(name, watcher, unread));
            }
        }
        if (!unread.isEmpty()) {
            var unused = reconnector.current().map(source -> inBackground(source.follow(unread)));
        }
    }

    private void follow(String text, HubListener watcher, List<UnitName> unread) {
        UnitName name = UnitName.of(text);
        if (name.isTemplate()) {
            return;
        }
        if (!units.containsKey(name)) {
            unread.add(name);
        }
        unit(name).addByPattern(watcher);
    }

    @Override
    public void reloaded() {
        sendToAll(new UnitEvent.Reloaded(systemd, now()));
    }

    @Override
    public void lost(StatusSource source, String reason) {
        if (reconnector.lost(source)) {
            log.info("lost contact with the {}: {}", systemd, reason);
            reportLost(reason);
            reconnector.regain();
        }
    }

    /**
     * Reports that contact is back, and makes the new source follow all watched units.
     *
     * @return a future that completes when the source has read these units
     */
    CompletableFuture<Void> regained(StatusSource source) {
        log.info("regained contact with the {}", systemd);
        reportRegained(source);
        return followAll(source);
    }

    /**
     * Makes a source follow all watched units and look for all patterns.
     *
     * @return a future that completes when the source has read these units
     */
    CompletableFuture<Void> followAll(StatusSource source) {
        List<UnitName> names;
        Set<String> globs = new LinkedHashSet<>();
        synchronized (this) {
            names = List.copyOf(units.keySet());
            watchers.forEach(watcher -> globs.addAll(globs(watcher)));
        }
        return CompletableFuture.allOf(inBackground(source.follow(names)), inBackground(source.discover(globs)));
    }

    private void reportLost(String reason) {
        synchronized (this) {
            if (!lossReported) {
                lossReported = true;
                watchers.forEach(watcher -> watcher.receive(new UnitEvent.ContactLost(systemd, reason, now())));
            }
        }
        notifyWatchers();
    }

    /** Reports regained contact, unless this source has been lost already: its loss may have been reported before. */
    private void reportRegained(StatusSource source) {
        synchronized (this) {
            if (lossReported && reconnector.current().filter(source::equals).isPresent()) {
                lossReported = false;
                watchers.forEach(watcher -> watcher.receive(new UnitEvent.ContactRegained(systemd, now())));
            }
        }
        notifyWatchers();
    }

    /** Lets a request finish in the background. If it fails, contact is lost, and that is reported to all watchers. */
    private CompletableFuture<Void> inBackground(CompletableFuture<Void> request) {
        return request.exceptionally(failure -> {
            log.debug("the {} did not answer", systemd, failure);
            return null;
        });
    }

    private void sendToAll(UnitEvent event) {
        synchronized (this) {
            watchers.forEach(watcher -> watcher.receive(event));
        }
        notifyWatchers();
    }

    private void notifyWatchers() {
        copyOfWatchers().forEach(HubListener::notifyListeners);
    }

    private synchronized List<HubListener> copyOfWatchers() {
        return List.copyOf(watchers);
    }

    private Instant now() {
        return TimeSource.of(systemd.runner()).instant();
    }

    /** Waits until every earlier change has been delivered; returns at once if there is no contact. */
    void sync() {
        reconnector.current().ifPresent(source -> reconnector.await(source.sync()));
    }

    boolean isInContact() {
        return reconnector.current().isPresent();
    }

    /** Closes the connection. No watcher may be left. */
    void close() {
        reconnector.close();
    }
}
