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
    boolean dropContradictingJob() throws BusError {
        for (Unit unit : jobs.units()) {
            JobType type = jobs.of(unit).get(0).type;
            for (PlannedJob job : jobs.of(unit)) {
                JobType mergedType = merged(type, job);
                if (mergedType == null) {
                    dropLessImportant(unit, type, job);
                    return true;
                }
                type = mergedType;
            }
        }
        return false;
    }

    /** Returns the type of the merged job of a unit, whose jobs must not contradict each other. */
    JobType merged(Unit unit) {
        JobType type = jobs.of(unit).get(0).type;
        for (PlannedJob job : jobs.of(unit)) {
            JobType mergedType = merged(type, job);
            type = mergedType == null ? type : mergedType;
        }
        return type;
    }

    private static @Nullable JobType merged(JobType type, PlannedJob job) {
        JobType mergedType = JobType.merged(type, job.type);
        return mergedType == null ? null : mergedType.collapsed(job.unit);
    }

    private void dropLessImportant(Unit unit, JobType type, PlannedJob contradicting) throws BusError {
        List<PlannedJob> candidates = jobs.of(unit);
        for (int i = 0; i < candidates.size(); i++) {
            for (int k = i + 1; k < candidates.size(); k++) {
                PlannedJob one = candidates.get(i);
                PlannedJob other = candidates.get(k);
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
