package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait between two attempts, which doubles each time up to a longest wait.
 *
 * @param first the wait before the second attempt
 * @param cap the longest wait
 * @param jitter by which part of itself a wait may become longer or shorter, from 0 to 1; none becomes longer than the
 *     cap
 */
record Backoff(Duration first, Duration cap, double jitter) {

    private static final int MOST_DOUBLINGS = 40;

    Backoff {
        Times.requirePositive(first, "the first wait of a backoff");
        Times.requirePositive(cap, "the longest wait of a backoff");
        if (cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "the longest wait of a backoff must not be shorter than its first wait of " + Times.text(first)
                            + ", but was " + Times.text(cap));
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("the jitter must be from 0 to 1, but was " + jitter);
        }
    }

    /** Returns the wait after a number of attempts, which is at least one. */
    Duration after(int attempts, RandomGenerator random) {
        double doubled = nanos(first) * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double wait = Math.min(doubled, nanos(cap));
        return Duration.ofNanos(Math.round(jitter == 0 ? wait : shaken(wait, random)));
    }

    /** Draws from the part of the spread below the cap. To cut waits off at the cap would give many the same length. */
    private double shaken(double wait, RandomGenerator random) {
        double shortest = wait * (1 - jitter);
        double longest = Math.min(wait * (1 + jitter), nanos(cap));
        return shortest + (longest - shortest) * random.nextDouble();
    }

    private static double nanos(Duration span) {
        return span.toNanos();
    }
}
