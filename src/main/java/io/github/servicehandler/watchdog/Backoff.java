package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says how long to wait before trying again: each time twice as long, up to a cap.
 *
 * @param first the wait before the second attempt
 * @param cap the longest wait
 * @param jitter by which part of itself a wait may be longer or shorter, from 0 to 1
 */
record Backoff(Duration first, Duration cap, double jitter) {

    private static final int MOST_DOUBLINGS = 40;

    Backoff {
        Times.requirePositive(first, "the first wait of a backoff");
        Times.requirePositive(cap, "the cap of a backoff");
        if (cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff's cap of " + cap + " is shorter than its first wait of " + first);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is a part of the wait, from 0 to 1, not " + jitter);
        }
    }

    /** Returns how long to wait when a number of attempts, at least one, have been made. */
    Duration after(int attempts, RandomGenerator random) {
        double doubled = nanos(first) * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double wait = Math.min(doubled, nanos(cap));
        double shaken = jitter == 0 ? wait : wait * (1 + jitter * (2 * random.nextDouble() - 1));
        return Duration.ofNanos(Math.round(Math.min(shaken, nanos(cap))));
    }

    private static double nanos(Duration span) {
        return span.toNanos();
    }
}
