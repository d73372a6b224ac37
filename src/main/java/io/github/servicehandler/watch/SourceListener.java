package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;

/**
 * A listener for what a {@link StatusSource} reports. Called by one thread at a time, in the order in which things
 * happened.
 */
interface SourceListener {

    /** Receives the status of a followed unit. It may equal the last one. */
    void observed(UnitName unit, ServiceStatus status);

    /**
     * Receives the status of a followed unit that a job has left down.
     *
     * @param stop whether the job was to stop the unit
     */
    void jobEnded(UnitName unit, ServiceStatus status, boolean stop);

    /** Returns whether a watch has a pattern that matches the name. */
    boolean isWanted(UnitName unit);

    /** Receives the status of a unit that has appeared, matches a pattern, and is followed already. */
    void appeared(UnitName unit, ServiceStatus status);

    /** Receives the names of units that the manager has; they may be known already. */
    void discovered(Collection<String> names);

    /** Called after the manager has read all unit files again, and the resulting changes have been observed. */
    void reloaded();

    /** Called when a source has ended without being closed. */
    void lost(StatusSource source, String reason);
}
