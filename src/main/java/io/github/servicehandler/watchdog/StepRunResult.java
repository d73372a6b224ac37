package io.github.servicehandler.watchdog;

import java.util.Map;

/**
 * Result of an order.
 *
 * @param done how many of its actions succeeded; none was tried after one that failed
 * @param answers the statuses of services after it
 */
record StepRunResult(int done, QueriedStatuses statuses) {

    /** Returns the result of an order of which nothing was done, as if all of it had succeeded. */
    static StepRunResult ofDryRun(StepRun stepRun) {
        return new StepRunResult(stepRun.step().actions().size(), Map::of);
    }
}
