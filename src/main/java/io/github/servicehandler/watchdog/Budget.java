package io.github.servicehandler.watchdog;

import java.time.Duration;

/**
 * Says how often something may be done.
 *
 * @param times how often at most
 * @param period in which time
 */
record Budget(int times, Duration period) {

    Budget {
        Moments.requirePositive(period, "the period of a budget");
        if (times <= 0 || times > Ring.CAPACITY) {
            throw new IllegalArgumentException("a budget is of 1 to " + Ring.CAPACITY + " times, not " + times);
        }
    }

    @Override
    public String toString() {
        return times + " in " + Moments.text(period);
    }
}
