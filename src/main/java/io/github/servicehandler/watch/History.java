package io.github.servicehandler.watch;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers how a unit was seen last, and tells what is new in a status. Not thread-safe. */
final class History {

    private final ServiceHandler service;
    private @Nullable ServiceStatus last;
    private EnablementState enablement = EnablementState.UNKNOWN;
    private String invocation = "";
    private int restartsAtBegin;

    History(ServiceHandler service) {
        this.service = service;
    }

    /** Returns how the unit was seen last; {@code null} if it was not yet. */
    @Nullable
    ServiceStatus last() {
        return last;
    }

    /** Takes note of a status and returns what is new in it; nothing the first time. */
    List<WatchEvent> add(ServiceStatus now, Instant at) {
        ServiceStatus before = last;
        last = now;
        List<WatchEvent> events = new ArrayList<>(2);
        if (before != null && before.state() != now.state()) {
            StateChange change = new StateChange(service.unitName(), before.state(), now.state(), now, at);
            events.add(new WatchEvent.StateChanged(service, change));
        }
        now.invocationId().ifPresent(id -> noteRun(id, now, at, events));
        noteEnablement(now.enablement(), at, events);
        return events;
    }

    private void noteRun(String id, ServiceStatus now, Instant at, List<WatchEvent> events) {
        if (id.equals(invocation)) {
            return;
        }
        if (!invocation.isEmpty()) {
            boolean automatic = now.restarts() > restartsAtBegin;
            events.add(new WatchEvent.Restarted(service, now, invocation, automatic, at));
        }
        invocation = id;
        restartsAtBegin = now.restarts();
    }

    /** Of a unit that is not loaded it may be unknown: that is no change. */
    private void noteEnablement(EnablementState now, Instant at, List<WatchEvent> events) {
        if (now == EnablementState.UNKNOWN || now == enablement) {
            return;
        }
        if (enablement != EnablementState.UNKNOWN) {
            events.add(new WatchEvent.EnablementChanged(service, enablement, now, at));
        }
        enablement = now;
    }
}
