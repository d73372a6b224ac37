package io.github.servicehandler.watchdog;

import java.time.Duration;

/**
 * A limit of how often rules may fire.
 *
 * @param times the largest number of firings within the period
 * @param period the length of the sliding period
 */
record FiringBudget(int times, Duration period) {

    FiringBudget {
        Times.requirePositive(period, "the period of the budget");
        if (times <= 0 || times > OccurrenceWindow.CAPACITY) {
            throw new IllegalArgumentException("the number of times of a budget must be from 1 to "
                    + OccurrenceWindow.CAPACITY + ", but was " + times);
        }
    }

    @Override
    public String toString() {
        return times + " in " + Times.text(period);
    }
}
