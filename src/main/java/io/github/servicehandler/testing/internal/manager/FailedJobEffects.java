package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.JobType;
import java.util.List;

/** The effects of a finished job on the jobs of other units, as in systemd's job_finish_and_invalidate(). */
final class FailedJobEffects {

    private static final List<DependencyType> REQUIRED_BY =
            List.of(DependencyType.REQUIRED_BY, DependencyType.REQUISITE_OF, DependencyType.BOUND_BY);

    private FailedJobEffects() {}

    /** Returns in which relations to the job's unit other units cannot start any more. */
    static List<DependencyType> affected(Job job, JobResult result) {
        if (result == JobResult.CANCELED) {
            return List.of();
        }
        if (result == JobResult.DONE) {
            boolean mayHaveComeUp = job.type == JobType.START || job.type == JobType.RELOAD;
            boolean isDown = mayHaveComeUp && !job.unit.activeState().isUp();
            return isDown ? List.of(DependencyType.REQUISITE_OF) : List.of();
        }
        if (isStartOrVerify(job)) {
            return REQUIRED_BY;
        }
        return job.type == JobType.STOP ? List.of(DependencyType.CONFLICTED_BY) : List.of();
    }

    static boolean isStartOrVerify(Job job) {
        return job.type == JobType.START || job.type == JobType.VERIFY_ACTIVE;
    }
}
