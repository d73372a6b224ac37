package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.JobResult;
import io.github.servicehandler.testing.internal.units.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a unit's new active state on the unit's job, as in systemd's unit_process_job().
 *
 * @param result the result with which the job ends, or {@code null} if the job continues
 * @param expected whether the job was expected to lead to this state
 */
record JobCompletion(@Nullable JobResult result, boolean expected) {

    private static final JobCompletion CONTINUES = new JobCompletion(null, true);

    static JobCompletion of(Job job, ActiveState now) {
        return switch (job.type) {
            case START, VERIFY_ACTIVE -> ofStart(job, now);
            case RELOAD -> ofReload(job, now);
            case STOP, RESTART -> ofStop(job, now);
            default -> CONTINUES;
        };
    }

    private static JobCompletion ofStart(Job job, ActiveState now) {
        if (now.isUp()) {
            return expected(JobResult.DONE);
        }
        if (job.running && now == ActiveState.INACTIVE && endsAsSkipped(job.unit)) {
            return new JobCompletion(JobResult.SKIPPED, false);
        }
        return !job.running || now == ActiveState.ACTIVATING ? CONTINUES : unexpected(now);
    }

    private static boolean endsAsSkipped(Unit unit) {
        return unit.conditions.skippedByCommand() && !unit.context.quirks().execConditionCountsAsCondition();
    }

    private static JobCompletion ofReload(Job job, ActiveState now) {
        if (!job.running || now == ActiveState.ACTIVATING || now == ActiveState.RELOADING) {
            return CONTINUES;
        }
        if (now == ActiveState.ACTIVE) {
            return expected(job.unit.reloadFailed() ? JobResult.FAILED : JobResult.DONE);
        }
        return unexpected(now);
    }

    private static JobCompletion ofStop(Job job, ActiveState now) {
        if (now.isDown()) {
            return expected(JobResult.DONE);
        }
        return job.running && now != ActiveState.DEACTIVATING ? new JobCompletion(JobResult.FAILED, false) : CONTINUES;
    }

    private static JobCompletion expected(JobResult result) {
        return new JobCompletion(result, true);
    }

    private static JobCompletion unexpected(ActiveState now) {
        return switch (now) {
            case FAILED -> new JobCompletion(JobResult.FAILED, false);
            case INACTIVE -> new JobCompletion(JobResult.DONE, false);
            default -> new JobCompletion(null, false);
        };
    }
}
