package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.BusError;

/** What units report to the manager that they belong to. */
public interface UnitListener {

    /** Something about the unit is new for those who look at it. */
    void changed(Unit unit);

    /** The unit's state is about to change. */
    void stateChanging(Unit unit);

    /**
     * The unit's state has changed, or may have.
     *
     * @param before the active state that the unit had before
     * @param willRestart whether the unit is only down until its automatic restart
     */
    void stateChanged(Unit unit, ActiveState before, boolean willRestart);

    /** A process of the unit has become the program that it was started for. */
    void executed(Unit unit);

    /** The unit has elapsed: it is time for what it triggers. */
    void elapsed(Unit timer);

    /**
     * The unit's automatic restart is due.
     *
     * @throws BusError if there can be no job for it
     */
    void restartDue(Unit unit) throws BusError;

    /** The automatic restart of the unit has a job, and the units that restart with this one can have theirs. */
    void restartQueued(Unit unit);
}
