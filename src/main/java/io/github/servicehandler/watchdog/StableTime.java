package io.github.servicehandler.watchdog;

import java.time.Duration;

/**
 * The time for which a condition must stay false until its attempts are forgotten. A problem that always comes back
 * after a certain time has not been solved, so the time grows with that.
 *
 * @param shortest the time for a problem that has not come back yet
 * @param longest the time that is never exceeded
 */
record StableTime(Duration shortest, Duration longest) {

    static final StableTime DEFAULT = new StableTime(Duration.ofMinutes(1), Duration.ofHours(1));

    static StableTime exactly(Duration time) {
        return new StableTime(time, time);
    }

    /** Returns the time for a problem whose longest calm period is known. */
    Duration after(Duration calmPeriod) {
        Duration twice = calmPeriod.compareTo(longest) < 0 ? calmPeriod.multipliedBy(2) : longest;
        return longer(shortest, twice.compareTo(longest) < 0 ? twice : longest);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
