package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merge of the jobs that a transaction has for the same unit; of two contradicting jobs, the less important one is
 * dropped.
 */
final class JobMerge {

    private final PlannedJobs jobs;

    JobMerge(PlannedJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * Drops one of two contradicting jobs; returns {@code false} if all jobs can be merged.
     *
     * @throws BusError if the requested job needs both
     */
    boolean dropOne() throws BusError {
        for (Unit unit : jobs.units()) {
            JobType type = jobs.of(unit).get(0).type;
            for (PlannedJob job : jobs.of(unit)) {
                JobType both = merged(type, job);
                if (both == null) {
                    drop(unit, type, job);
                    return true;
                }
                type = both;
            }
        }
        return false;
    }

    /** Returns the type of the merged job of a unit, whose jobs must not contradict each other. */
    JobType merged(Unit unit) {
        JobType type = jobs.of(unit).get(0).type;
        for (PlannedJob job : jobs.of(unit)) {
            JobType both = merged(type, job);
            type = both == null ? type : both;
        }
        return type;
    }

    private static @Nullable JobType merged(JobType type, PlannedJob job) {
        JobType both = JobType.merged(type, job.type);
        return both == null ? null : both.collapsed(job.unit);
    }

    private void drop(Unit unit, JobType type, PlannedJob contradicting) throws BusError {
        List<PlannedJob> same = jobs.of(unit);
        for (int i = 0; i < same.size(); i++) {
            for (int k = i + 1; k < same.size(); k++) {
                PlannedJob one = same.get(i);
                PlannedJob other = same.get(k);
                if (JobType.merged(one.type, other.type) == null) {
                    if (one.mattersToAnchor() && other.mattersToAnchor()) {
                        throw new BusError(
                                "TransactionJobsConflicting",
                                "Transaction contains conflicting jobs '" + type.word() + "' and '"
                                        + contradicting.type.word() + "' for " + unit.id
                                        + ". Probably contradicting requirement dependencies configured.");
                    }
                    jobs.delete(lessImportant(one, other));
                    return;
                }
            }
        }
    }

    /**
     * Chooses the job to drop. If neither matters to the requested job, drops the stop, unless another unit conflicts
     * with the unit.
     */
    private static PlannedJob lessImportant(PlannedJob one, PlannedJob other) {
        if (one.mattersToAnchor() || other.mattersToAnchor()) {
            return one.mattersToAnchor() ? other : one;
        }
        PlannedJob stop = one.type == JobType.STOP ? one : other;
        PlannedJob start = stop == one ? other : one;
        return stop.isConflicted() ? start : stop;
    }
}
