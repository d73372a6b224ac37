package io.github.servicehandler.watchdog;

import java.util.Map;

/**
 * Result of an order.
 *
 * @param done how many of its actions succeeded; none was tried after one that failed
 * @param answers the statuses of services after it
 */
record StepRunResult(int done, QueriedStatuses answers) {

    /** Returns the result of an order of which nothing was done, as if all of it had succeeded. */
    static StepRunResult imagined(StepRun order) {
        return new StepRunResult(order.stage().actions().size(), Map::of);
    }
}
