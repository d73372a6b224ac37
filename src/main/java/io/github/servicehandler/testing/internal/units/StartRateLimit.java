package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.time.Microseconds;

/** The limit on a unit's starts, set by {@code StartLimitBurst=} and {@code StartLimitIntervalSec=}. */
public final class StartRateLimit {

    static final StartRateLimit NONE = new StartRateLimit(0, 0);

    private static final long DEFAULT_INTERVAL = 10 * Microseconds.SECOND;

    public final long intervalMicros;
    public final int burst;
    private long windowStart;
    private int count;
    private boolean hit;

    private StartRateLimit(long intervalMicros, int burst) {
        this.intervalMicros = intervalMicros;
        this.burst = burst;
    }

    /** Reads the limit from the settings and keeps the starts counted by the old one. */
    static StartRateLimit of(UnitSettings settings, StartRateLimit old) {
        long interval = settings.span("Unit", "StartLimitIntervalSec", DEFAULT_INTERVAL);
        interval = settings.span("Unit", "StartLimitInterval", interval);
        interval = settings.span("Service", "StartLimitInterval", interval);
        String burst = settings.last("Service", "StartLimitBurst", settings.last("Unit", "StartLimitBurst", "5"));
        StartRateLimit limit = new StartRateLimit(interval, burst.matches("[0-9]{1,9}") ? Integer.parseInt(burst) : 5);
        limit.windowStart = old.windowStart;
        limit.count = old.count;
        limit.hit = old.hit;
        return limit;
    }

    /** Counts a start, and returns whether it is allowed. */
    boolean countStart(long now) {
        hit = !isBelow(now);
        return !hit;
    }

    /** Returns whether the last start was refused. */
    boolean isHit() {
        return hit;
    }

    private boolean isBelow(long now) {
        if (intervalMicros == 0 || burst == 0) {
            return true;
        }
        if (windowStart == 0 || now - windowStart > intervalMicros) {
            windowStart = now;
            count = 1;
            return true;
        }
        return ++count <= burst;
    }

    void reset() {
        windowStart = 0;
        count = 0;
        hit = false;
    }
}
