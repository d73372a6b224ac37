package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A unit and its watchers. Not thread-safe. */
final class WatchedUnit {

    private final ServiceHandler service;
    private final ChangeDetector changeDetector;
    private final List<HubListener> byName = new ArrayList<>(1);
    private final List<HubListener> byPattern = new ArrayList<>(1);
    private boolean outdated;

    WatchedUnit(ServiceHandler service) {
        this.service = service;
        this.changeDetector = new ChangeDetector(service);
    }

    /** Returns whether the unit's present status is known. */
    boolean isKnown() {
        return changeDetector.last() != null && !outdated;
    }

    /** Returns whether changes may have been missed since the unit was read. */
    boolean isOutdated() {
        return outdated;
    }

    /** Records that changes may be missed until the unit has been read again. */
    void expire() {
        outdated = true;
    }

    /** Adds a watcher that watches the unit whether it exists or not. */
    void addByName(HubListener watcher) {
        if (!byName.contains(watcher)) {
            byName.add(watcher);
        }
        ServiceStatus status = changeDetector.last();
        if (status != null) {
            watcher.receive(service, status, List.of());
        }
    }

    /** Adds a watcher that watches the unit while it exists. */
    void addByPattern(HubListener watcher) {
        if (byName.contains(watcher) || byPattern.contains(watcher)) {
            return;
        }
        byPattern.add(watcher);
        ServiceStatus status = changeDetector.last();
        if (status != null && exists(status)) {
            watcher.receive(service, status, List.of());
        }
    }

    void remove(HubListener watcher) {
        byName.remove(watcher);
        byPattern.remove(watcher);
    }

    /**
     * Returns whether a watcher still needs the unit. A watcher by pattern does until the unit is known not to exist.
     */
    boolean isWatched() {
        ServiceStatus status = changeDetector.last();
        return !byName.isEmpty() || (!byPattern.isEmpty() && (status == null || exists(status)));
    }

    /** Passes the unit's new status, and the events by which it differs from the last one, to the watchers. */
    void observe(ServiceStatus now, Instant at) {
        outdated = false;
        if (changeDetector.isWithinRestart(now) || changeDetector.isMixed(now)) {
            return;
        }
        ServiceStatus before = changeDetector.last();
        report(before, now, changeDetector.add(now, at), at);
    }

    /** Passes the status of the unit after a job that has left it down, and what that means, to the watchers. */
    void endJob(ServiceStatus now, boolean stop, Instant at) {
        ServiceStatus before = changeDetector.last();
        report(before, now, changeDetector.addAfterJob(now, stop, at), at);
    }

    private void report(@Nullable ServiceStatus before, ServiceStatus now, List<UnitEvent> events, Instant at) {
        byName.forEach(watcher -> watcher.receive(service, now, events));
        if (exists(now)) {
            List<UnitEvent> news = exists(before) ? events : List.of(new UnitEvent.Added(service, now, at));
            byPattern.forEach(watcher -> watcher.receive(service, now, news));
        } else if (before != null && exists(before)) {
            byPattern.forEach(watcher -> watcher.remove(service, new UnitEvent.Removed(service, before, at)));
        }
    }

    private static boolean exists(@Nullable ServiceStatus status) {
        return status != null && status.state() != ServiceState.NOT_FOUND;
    }
}
