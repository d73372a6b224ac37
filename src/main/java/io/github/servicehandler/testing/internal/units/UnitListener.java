package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;

/** Receiver of the events that units report to their manager. */
public interface UnitListener {

    /** Called when a property of the unit may have changed. */
    void changed(Unit unit);

    /** Called before the unit's state changes. */
    void stateChanging(Unit unit);

    /**
     * Called when the unit's state has changed or may have changed.
     *
     * @param before the previous active state
     * @param willRestart whether an automatic restart follows
     */
    void stateChanged(Unit unit, ActiveState before, boolean willRestart);

    /** Called when a process of the unit has executed its program. */
    void executed(Unit unit);

    /** Called when a timer has elapsed, so that the unit it triggers is due. */
    void elapsed(Unit timer);

    /**
     * Called when the unit's automatic restart is due.
     *
     * @throws BusError if the job cannot be queued
     */
    void restartDue(Unit unit) throws BusError;

    /**
     * Called when the job for the unit's automatic restart is queued, so that the units that restart together with it
     * can follow.
     */
    void restartQueued(Unit unit);
}
