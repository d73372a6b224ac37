package io.github.servicehandler.watchdog;

import java.time.Duration;

/**
 * Says how often something may be done.
 *
 * @param times how often at most
 * @param period in which time
 */
record FiringBudget(int times, Duration period) {

    FiringBudget {
        Times.requirePositive(period, "the period of a budget");
        if (times <= 0 || times > OccurrenceWindow.CAPACITY) {
            throw new IllegalArgumentException(
                    "a budget is of 1 to " + OccurrenceWindow.CAPACITY + " times, not " + times);
        }
    }

    @Override
    public String toString() {
        return times + " in " + Times.text(period);
    }
}
