package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobTimeLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The timers of jobs whose units limit the time that a job may take. */
final class JobTimeouts {

    private final Consumer<Job> whenExceeded;
    private final Map<Job, List<VirtualTime.Planned>> timers = new HashMap<>();
    private final Set<Job> startedOnce = new HashSet<>();

    /**
     * Creates the timers.
     *
     * @param whenExceeded receives a job that has taken too long
     */
    JobTimeouts(Consumer<Job> whenExceeded) {
        this.whenExceeded = whenExceeded;
    }

    /** Starts the timer of a new job. */
    void queued(Job job) {
        plan(job, JobTimeLimits.of(job.unit.settings()).total());
    }

    /** Starts the timer of a job that runs for the first time. A job that has to wait again keeps it. */
    void running(Job job) {
        if (startedOnce.add(job)) {
            plan(job, JobTimeLimits.of(job.unit.settings()).running());
        }
    }

    private void plan(Job job, long micros) {
        timers.computeIfAbsent(job, key -> new ArrayList<>())
                .add(job.unit.context.time().plan(micros, () -> exceeded(job)));
    }

    private void exceeded(Job job) {
        job.unit.log(4, "", "Job " + job.unit.id + "/" + job.type.word() + " timed out.");
        whenExceeded.accept(job);
    }

    /** Stops the timers of a job that has finished. */
    void finished(Job job) {
        startedOnce.remove(job);
        List<VirtualTime.Planned> own = timers.remove(job);
        if (own != null) {
            own.forEach(VirtualTime.Planned::cancel);
        }
    }
}
