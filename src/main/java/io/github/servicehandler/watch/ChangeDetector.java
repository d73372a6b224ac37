package io.github.servicehandler.watch;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last known status of a unit, with which each new status is compared. Not thread-safe. */
final class ChangeDetector {

    private final ServiceHandler service;
    private @Nullable ServiceStatus last;
    private EnablementState enablement = EnablementState.UNKNOWN;
    private String invocation = "";
    private int restartsAtRunBegin;
    private @Nullable ServiceStatus ended;

    ChangeDetector(ServiceHandler service) {
        this.service = service;
    }

    /** Returns the last status; {@code null} before the first. */
    @Nullable
    ServiceStatus last() {
        return last;
    }

    /**
     * Returns whether a status shows only that the job of an automatic restart has stopped the unit and waits to start
     * it, as it does before version 254. Such a status is to be ignored. The next one shows what becomes of the job.
     */
    boolean isWithinRestart(ServiceStatus now) {
        return last != null
                && now.state() == ServiceState.STOPPED
                && now.hasJob()
                && (last.state() == ServiceState.RESTARTING || isRestartUnseen(last, now));
    }

    /** Returns whether the automatic restart of a run began between two statuses of that run. */
    private static boolean isRestartUnseen(ServiceStatus before, ServiceStatus now) {
        return now.restarts() > before.restarts() && now.invocationId().equals(before.invocationId());
    }

    /**
     * Returns whether a status mixes two moments: the manager sends the id and the result of a run that begins a moment
     * before its state, still with the state in which the last run ended. Such a status is to be ignored. The next one
     * is whole.
     */
    boolean isMixed(ServiceStatus now) {
        return last != null && isMixed(last, now);
    }

    /** The same for two statuses, the second of which the manager sent after the first. */
    static boolean isMixed(ServiceStatus before, ServiceStatus now) {
        return now.state() == before.state()
                && !now.state().isActive()
                && now.invocationId().isPresent()
                && !now.invocationId().equals(before.invocationId())
                && stateChangedAt(now) == stateChangedAt(before);
    }

    /** Returns when the state changed, by the monotonic clock; 0 if it has not changed since the unit was loaded. */
    private static long stateChangedAt(ServiceStatus status) {
        return status.properties().number("StateChangeTimestampMonotonic").orElse(0);
    }

    /** Stores a status, and returns the events by which it differs from the last one; none for the first status. */
    List<UnitEvent> add(ServiceStatus now, Instant at) {
        ServiceStatus before = last;
        boolean jobEnded = before != null
                && before.hasJob()
                && !now.hasJob()
                && now.state().isDown()
                && now.state() == before.state();
        return jobEnded ? addAfterJob(now, false, at) : addChanges(now, at, new ArrayList<>(2));
    }

    /**
     * Stores the status of the unit after a job that has left it down, and returns the event for that and those by
     * which the status differs from the last one.
     */
    List<UnitEvent> addAfterJob(ServiceStatus now, boolean stop, Instant at) {
        List<UnitEvent> events = new ArrayList<>(2);
        events.add(new UnitEvent.JobEnded(service, now, stop, at));
        return addChanges(now, at, events);
    }

    private List<UnitEvent> addChanges(ServiceStatus now, Instant at, List<UnitEvent> events) {
        ServiceStatus before = last;
        last = now;
        if (before != null && before.state() != now.state()) {
            StateChange change = new StateChange(service.unitName(), before.state(), now.state(), now, at);
            events.add(new UnitEvent.StateChanged(service, change));
        }
        now.invocationId().ifPresent(id -> addRestart(id, now, at, events));
        addEnablementChange(now.enablement(), at, events);
        return events;
    }

    private void addRestart(String id, ServiceStatus now, Instant at, List<UnitEvent> events) {
        if (id.equals(invocation)) {
            ended = now.exit().isPresent() && !now.state().isActive() ? now : ended;
            return;
        }
        if (!invocation.isEmpty()) {
            boolean automatic = now.restarts() > restartsAtRunBegin;
            events.add(new UnitEvent.Restarted(service, now, invocation, Optional.ofNullable(ended), automatic, at));
        }
        ended = null;
        invocation = id;
        restartsAtRunBegin = now.restarts();
    }

    /** Compares the enablement, unless it is unknown, as it may be for a unit that is not loaded: that is no change. */
    private void addEnablementChange(EnablementState now, Instant at, List<UnitEvent> events) {
        if (now == EnablementState.UNKNOWN || now == enablement) {
            return;
        }
        if (enablement != EnablementState.UNKNOWN) {
            events.add(new UnitEvent.EnablementChanged(service, enablement, now, at));
        }
        enablement = now;
    }
}
