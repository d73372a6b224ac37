package io.github.servicehandler.testing;

import org.jspecify.annotations.Nullable;

/** Is one thing that systemd is to do with a unit. */
final class Job {

    final int id;
    final Unit unit;
    JobType type;
    boolean running;
    private @Nullable JobResult result;

    Job(int id, Unit unit, JobType type) {
        this.id = id;
        this.unit = unit;
        this.type = type;
    }

    boolean isDone() {
        return result != null;
    }

    JobResult result() {
        if (result == null) {
            throw new IllegalStateException("job " + id + " is not done");
        }
        return result;
    }

    void done(JobResult how) {
        result = how;
    }
}
