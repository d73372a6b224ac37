package io.github.servicehandler.testing;

import org.jspecify.annotations.Nullable;

/**
 * What a unit's new active state means for the unit's job, as systemd's unit_process_job() finds it.
 *
 * @param result how the job ends, or {@code null} if it goes on
 * @param expected whether the job was to bring the state about
 */
record JobVerdict(@Nullable JobResult result, boolean expected) {

    private static final JobVerdict GOES_ON = new JobVerdict(null, true);

    static JobVerdict of(Job job, ActiveState now) {
        return switch (job.type) {
            case START, VERIFY_ACTIVE -> ofStart(job, now);
            case RELOAD -> ofReload(job, now);
            case STOP, RESTART -> ofStop(job, now);
            default -> GOES_ON;
        };
    }

    private static JobVerdict ofStart(Job job, ActiveState now) {
        if (now.isUp()) {
            return expected(JobResult.DONE);
        }
        return !job.running || now == ActiveState.ACTIVATING ? GOES_ON : unexpected(now);
    }

    private static JobVerdict ofReload(Job job, ActiveState now) {
        if (!job.running || now == ActiveState.ACTIVATING || now == ActiveState.RELOADING) {
            return GOES_ON;
        }
        if (now == ActiveState.ACTIVE) {
            return expected(job.unit.reloadFailed() ? JobResult.FAILED : JobResult.DONE);
        }
        return unexpected(now);
    }

    private static JobVerdict ofStop(Job job, ActiveState now) {
        if (now.isDown()) {
            return expected(JobResult.DONE);
        }
        return job.running && now != ActiveState.DEACTIVATING ? new JobVerdict(JobResult.FAILED, false) : GOES_ON;
    }

    private static JobVerdict expected(JobResult result) {
        return new JobVerdict(result, true);
    }

    private static JobVerdict unexpected(ActiveState now) {
        return switch (now) {
            case FAILED -> new JobVerdict(JobResult.FAILED, false);
            case INACTIVE -> new JobVerdict(JobResult.DONE, false);
            default -> new JobVerdict(null, false);
        };
    }
}
