package io.github.servicehandler.watch;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** Remembers what was polled of a unit. Not thread-safe. */
final class PolledUnit {

    private final ServiceHandler service;
    private @Nullable ServiceStatus last;
    private boolean listed;

    PolledUnit(ServiceHandler service) {
        this.service = service;
    }

    ServiceHandler service() {
        return service;
    }

    /** Returns the name by which it is listed. */
    String id() {
        return last == null ? service.unitName().toString() : last.id();
    }

    void see(ServiceStatus status) {
        last = status;
    }

    /** Tells whether a list shows something new; {@code row} is {@code null} if the unit is not in it. */
    boolean differsFrom(@Nullable ListedUnit row) {
        boolean wasListed = listed;
        listed = row != null;
        if (last == null) {
            return true;
        }
        if (row == null) {
            return wasListed || !last.state().isDown();
        }
        return !row.activeState().equals(last.activeState())
                || !row.subState().equals(last.subState())
                || !row.loadState().equals(last.loadState());
    }
}
