package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;

/**
 * What a manager tells its clients: which units and jobs are new, changed or gone. That something has changed is noted,
 * and told when the manager comes to rest.
 */
public interface ManagerSignals {

    /** Notes that something about a unit is new, or the unit itself. */
    void changed(Unit unit);

    /** Tells what was noted of a unit before its state changes. */
    void beforeStateOf(Unit unit);

    void removed(Unit unit);

    /** Notes that something about a job is new, or the job itself. */
    void changed(Job job);

    /** Tells what is new about a job before whoever asked for it gets an answer. */
    void sendIfChanged(Job job);

    void removed(Job job, JobResult result);

    /** Tells that all unit files are being read again; the units are taken for gone. */
    void reloading();

    /** Tells that the units are there again. */
    void reloaded();

    /** Tells of a new process of the manager's, which knows the same units. */
    void reexecuted();

    void unitFilesChanged();

    void failedUnitsChanged();

    /** Tells all that was noted. */
    void flush();
}
