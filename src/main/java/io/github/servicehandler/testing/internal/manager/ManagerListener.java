package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;

/**
 * The signals from a manager to its clients about new, changed and removed units and jobs. Changes are recorded, and
 * sent when the manager has settled.
 */
public interface ManagerListener {

    /** Records that a unit is new or that a property of it has changed. */
    void changed(Unit unit);

    /** Sends the recorded changes of a unit before its state changes. */
    void sendBeforeStateChange(Unit unit);

    void removed(Unit unit);

    /** Records that a job is new or has changed. */
    void changed(Job job);

    /** Sends the recorded changes of a job before the client that requested it gets a reply. */
    void sendIfChanged(Job job);

    void removed(Job job, JobResult result);

    /** Signals that all unit files are being read again; to clients, all units are gone. */
    void reloading();

    /** Signals that the units have been read again. */
    void reloaded();

    /** Signals that the manager runs in a new process with the same units. */
    void reexecuted();

    void unitFilesChanged();

    void failedUnitsChanged();

    /** Sends all recorded changes. */
    void flush();
}
