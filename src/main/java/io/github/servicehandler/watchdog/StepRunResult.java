package io.github.servicehandler.watchdog;

import java.util.Map;

/**
 * The result of a step run.
 *
 * @param done how many of the actions succeeded; no action was tried after one that failed
 * @param statuses the statuses of services afterwards
 */
record StepRunResult(int done, QueriedStatuses statuses) {

    /** Returns the result of a dry run, as if all actions had succeeded. */
    static StepRunResult ofDryRun(StepRun stepRun) {
        return new StepRunResult(stepRun.step().actions().size(), Map::of);
    }
}
