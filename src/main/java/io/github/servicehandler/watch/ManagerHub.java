package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State shared by all watches of one manager: a single connection, and the last known status of each unit. Thread-safe.
 * Listeners are called without holding a lock.
 */
final class ManagerHub implements SourceListener, ContactListener {

    private static final Logger log = LoggerFactory.getLogger(ManagerHub.class.getPackageName());

    private final Systemd systemd;
    private final Reconnector reconnector;
    private final WatchedUnits units;
    private final ReentrantLock joinLock = new ReentrantLock();
    private volatile boolean lossReported;

    /**
     * Creates a hub.
     *
     * @param executor reconnects to the manager
     */
    ManagerHub(Systemd systemd, StatusSourceFactory connector, Executor executor) {
        this.systemd = systemd;
        this.units = new WatchedUnits(systemd, this::now);
        this.reconnector = new Reconnector(systemd, connector, this, executor);
    }

    Systemd systemd() {
        return systemd;
    }

    /** Adds a watcher. When this returns, the watcher has received the current status of each of its units. */
    void join(HubListener watcher, ManagerWait wait) {
        boolean joined = false;
        try {
            // one join at a time: a unit that another join has added is then known to have been read
            joined = wait.locked(joinLock, () -> read(watcher, wait));
        } finally {
            if (!joined) {
                leave(watcher);
            }
        }
    }

    /** Reads the units of a watcher, and again if the connection is lost meanwhile. */
    private boolean read(HubListener watcher, ManagerWait wait) {
        while (true) {
            StatusSource source = reconnector.source(wait);
            Optional<BusException> loss = wait.await(source.request(wait, () -> read(watcher, source)));
            if (loss.isEmpty()) {
                return true;
            }
            lost(source, String.valueOf(loss.get().getMessage()));
        }
    }

    private CompletableFuture<Void> read(HubListener watcher, StatusSource source) {
        return source.follow(units.add(watcher))
                .thenCompose(done -> source.discover(globs(watcher)))
                .thenCompose(done -> source.sync());
    }

    private static List<String> globs(HubListener watcher) {
        return watcher.patterns().stream().map(UnitPattern::glob).toList();
    }

    /** Removes a watcher, and the units that no other watcher watches. */
    void leave(HubListener watcher) {
        forget(units.remove(watcher));
    }

    private void forget(List<UnitName> unwatched) {
        reconnector.current().ifPresent(source -> {
            unwatched.forEach(source::forget);
            List<UnitName> again = units.watchedOf(unwatched);
            if (!again.isEmpty()) {
                // another watcher has joined for these units while they were being forgotten
                var unused = inBackground(source.follow(again));
            }
        });
    }

    @Override
    public void observed(UnitName name, ServiceStatus status) {
        updated(name, units.observe(name, status));
    }

    @Override
    public void jobEnded(UnitName name, ServiceStatus status, boolean stop) {
        updated(name, units.endJob(name, status, stop));
    }

    private void updated(UnitName name, boolean isWatched) {
        if (!isWatched) {
            // also if its status was requested before its last watcher left
            forget(List.of(name));
        }
        notifyWatchers();
    }

    @Override
    public boolean isWanted(UnitName name) {
        return units.isWanted(name);
    }

    @Override
    public void appeared(UnitName name, ServiceStatus status) {
        units.add(name);
        observed(name, status);
    }

    @Override
    public void discovered(Collection<String> names) {
        List<UnitName> unread = units.addAll(names);
        if (!unread.isEmpty()) {
            var unused = reconnector.current().map(source -> inBackground(source.follow(unread)));
        }
    }

    @Override
    public void reloaded() {
        units.receive(new UnitEvent.Reloaded(systemd, now()));
        notifyWatchers();
    }

    @Override
    public void lost(StatusSource source, String reason) {
        if (reconnector.lost(source)) {
            source.close();
            units.expire();
            reportLost(reason);
            reconnector.regain();
        }
    }

    @Override
    public void silent(StatusSource source, String reason) {
        if (isCurrent(source)) {
            reportLost(reason);
        }
    }

    @Override
    public void answered(StatusSource source) {
        reportRegained(source);
    }

    private boolean isCurrent(StatusSource source) {
        return reconnector.current().filter(source::equals).isPresent();
    }

    /**
     * Reports that contact is back, and makes the new source follow all watched units.
     *
     * @return a future that completes when the source has read these units
     */
    CompletableFuture<Void> regained(StatusSource source) {
        reportRegained(source);
        return followAll(source);
    }

    /**
     * Makes a source follow all watched units and look for all patterns.
     *
     * @return a future that completes when the source has read these units
     */
    CompletableFuture<Void> followAll(StatusSource source) {
        return CompletableFuture.allOf(
                inBackground(source.follow(units.names())), inBackground(source.discover(units.globs())));
    }

    private void reportLost(String reason) {
        synchronized (this) {
            if (!lossReported) {
                lossReported = true;
                log.info("lost contact with the {}: {}", systemd, reason);
                units.receive(new UnitEvent.ContactLost(systemd, reason, now()));
            }
        }
        notifyWatchers();
    }

    /** Reports regained contact, unless this source has been lost already: its loss may have been reported before. */
    private void reportRegained(StatusSource source) {
        synchronized (this) {
            if (lossReported && isCurrent(source)) {
                lossReported = false;
                log.info("regained contact with the {}", systemd);
                units.receive(new UnitEvent.ContactRegained(systemd, now()));
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

    private void notifyWatchers() {
        units.watchers().forEach(HubListener::notifyListeners);
    }

    private Instant now() {
        return TimeSource.of(systemd.runner()).instant();
    }

    /** Waits until every earlier change has been delivered; returns at once if there is no contact. */
    void sync() {
        ManagerWait wait = new ManagerWait(systemd);
        reconnector.current().ifPresent(source -> wait.await(source.request(wait, source::sync)));
    }

    boolean isInContact() {
        return reconnector.current().isPresent() && !lossReported;
    }

    /** Closes the connection. No watcher may be left. */
    void close() {
        reconnector.close();
    }
}
