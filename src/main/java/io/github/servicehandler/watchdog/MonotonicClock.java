package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a time that never goes back, so that no wait is cut short or drawn out when somebody sets the clock. It follows
 * the clock forward, as after a machine was asleep. Thread-safe.
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

    /** Returns how often it has followed the wall clock forward: nobody saw the time in between. */
    synchronized int forwardJumps() {
        return forwardJumps;
    }

    /** Returns what the wall clock says, which somebody may have set back. */
    Instant wall() {
        return time.instant();
    }

    /** Returns by how much the wall clock is behind this one. */
    Duration wallClockLag() {
        return Duration.between(wall(), now());
    }

    /**
     * Returns when something happened by this clock that was noted down by the wall clock, supposing that it was so set
     * then as now.
     */
    Instant toMonotonic(Instant wall) {
        return Times.earlierOf(wall.plus(wallClockLag()), now());
    }
}
