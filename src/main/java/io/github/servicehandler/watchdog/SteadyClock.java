package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a time that never goes back, so that no wait is cut short or drawn out when somebody sets the clock. It follows the clock forward,
 * as after a machine was asleep. Thread-safe.
 */
final class SteadyClock {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final TimeSource time;
    private Instant base;
    private long baseNanos;

    SteadyClock(TimeSource time) {
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
            return wall;
        }
        return steady;
    }
}
