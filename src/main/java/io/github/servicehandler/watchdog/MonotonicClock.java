package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that never goes back, so that no wait becomes longer when the wall clock is set back. It follows the wall
 * clock when that is more than five seconds ahead, for example after the machine was asleep. Thread-safe.
 */
final class MonotonicClock {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private Instant base;
    private long baseNanos;
    private int forwardJumps;

    MonotonicClock(TimeSource time) {
        this.time = time;
        this.base = time.instant();
        this.baseNanos = time.nanos();
    }

    synchronized Instant now() {
        long nanos = time.nanos();
        Instant steady = base.plusNanos(nanos - baseNanos);
        Instant wall = time.instant();
        if (wall.isAfter(steady.plus(TOLERANCE))) {
            base = wall;
            baseNanos = nanos;
            forwardJumps++;
            return wall;
        }
        return steady;
    }

    /** Returns how often this clock has jumped forward to the wall clock. The time in between was not observed. */
    synchronized int forwardJumps() {
        return forwardJumps;
    }

    /** Returns the time of the wall clock, which may have been set back. */
    Instant wall() {
        return time.instant();
    }

    /** Returns by how much the wall clock is behind this one. */
    Duration wallClockLag() {
        return Duration.between(wall(), now());
    }

    /**
     * Converts a time of the wall clock to this clock, as if the wall clock had not been set since then. The result is
     * never in the future.
     */
    Instant toMonotonic(Instant wall) {
        return Times.earlierOf(wall.plus(wallClockLag()), now());
    }
}
