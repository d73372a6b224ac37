package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.Objects;

/**
 * Reports that a unit's state changed. Immutable. For each handler the changes form a chain: what one leads to, the next comes
 * from.
 *
 * @param unit the unit's name, as it was asked for
 * @param from the state that was seen before
 * @param to the state that was seen now
 * @param status all that was seen now
 * @param at when it was seen
 */
public record StateChange(UnitName unit, ServiceState from, ServiceState to, ServiceStatus status, Instant at) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @param unit the unit's name, as it was asked for
     * @param from the state that was seen before
     * @param to the state that was seen now
     * @param status all that was seen now
     * @param at when it was seen
     */
    public StateChange {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
    }

    /** Returns the change as in {@code MyBot.service: STOPPED -> RUNNING}. */
    @Override
    public String toString() {
        return unit + ": " + from + " -> " + to;
    }
}
