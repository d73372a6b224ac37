package io.github.servicehandler.testing.internal.units;

import org.jspecify.annotations.Nullable;

/** A job: a change of a unit's state that the manager has queued or is carrying out. */
public final class Job {

    public final int id;
    public final Unit unit;
    public JobType type;
    public boolean running;
    private @Nullable JobResult result;

    public Job(int id, Unit unit, JobType type) {
        this.id = id;
        this.unit = unit;
        this.type = type;
    }

    public boolean isDone() {
        return result != null;
    }

    public JobResult result() {
        if (result == null) {
            throw new IllegalStateException("job " + id + " has not finished");
        }
        return result;
    }

    public void finish(JobResult finalResult) {
        result = finalResult;
    }
}
