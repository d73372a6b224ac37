package io.github.servicehandler.watch;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** A unit's last status from polling. Not thread-safe. */
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

    /** Returns the name under which the manager lists the unit. */
    String id() {
        return last == null ? service.unitName().toString() : last.id();
    }

    void setStatus(ServiceStatus status) {
        last = status;
    }

    /**
     * Returns whether the last status differs from a row of the manager's list.
     *
     * @param row the unit's row, or {@code null} if the list has none
     */
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
