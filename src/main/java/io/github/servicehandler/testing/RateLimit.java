package io.github.servicehandler.testing;

/** Allows so many starts in so much time, as {@code StartLimitBurst=} and {@code StartLimitIntervalSec=} say. */
final class RateLimit {

    static final RateLimit NONE = new RateLimit(0, 0);

    private static final long DEFAULT_INTERVAL = 10 * TimeSpan.SECOND;

    final long intervalMicros;
    final int burst;
    private long begin;
    private int count;

    private RateLimit(long intervalMicros, int burst) {
        this.intervalMicros = intervalMicros;
        this.burst = burst;
    }

    /** Reads the limit; what was counted under the old one still counts. */
    static RateLimit of(Settings settings, RateLimit old) {
        long interval = settings.span("Unit", "StartLimitIntervalSec", DEFAULT_INTERVAL);
        interval = settings.span("Unit", "StartLimitInterval", interval);
        interval = settings.span("Service", "StartLimitInterval", interval);
        String burst = settings.last("Service", "StartLimitBurst", settings.last("Unit", "StartLimitBurst", "5"));
        RateLimit limit = new RateLimit(interval, burst.matches("[0-9]{1,9}") ? Integer.parseInt(burst) : 5);
        limit.begin = old.begin;
        limit.count = old.count;
        return limit;
    }

    boolean take(long now) {
        if (intervalMicros == 0 || burst == 0) {
            return true;
        }
        if (begin == 0 || now - begin > intervalMicros) {
            begin = now;
            count = 1;
            return true;
        }
        return ++count <= burst;
    }

    void reset() {
        begin = 0;
        count = 0;
    }
}
