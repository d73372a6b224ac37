package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.Objects;

/**
 * A change of a unit's state. Immutable. The changes that a handler observes form a chain: {@code from} of each change
 * is {@code to} of the change before it.
 *
 * @param unit the unit's name, as it was asked for
 * @param from the state before
 * @param to the state after
 * @param status the status after
 * @param at the time of the observation
 */
public record StateChange(UnitName unit, ServiceState from, ServiceState to, ServiceStatus status, Instant at) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param unit the unit's name, as it was asked for
     * @param from the state before
     * @param to the state after
     * @param status the status after
     * @param at the time of the observation
     */
    public StateChange {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
    }

    /**
     * Returns the name for people of the service whose state changed.
     *
     * @return the {@linkplain ServiceHandler#name name of the handler}, or the unit's name if the handler has none
     */
    public String name() {
        return status.name();
    }

    /** Returns the change, as in {@code MyBot.service: STOPPED -> RUNNING}, or with the name that the handler has. */
    @Override
    public String toString() {
        return name() + ": " + from + " -> " + to;
    }
}
