package io.github.servicehandler.watch;

import java.time.Duration;

/** Decides how often to ask: each second while something happens, less often the longer nothing does. Not thread-safe. */
final class Pace {

    private static final int TICKS_UNTIL_SLOWER = 15;
    private static final int TICKS_UNTIL_SLOWEST = 60;

    private int quietTicks;

    /** Takes note of whether there was anything new. */
    void tick(boolean changed) {
        quietTicks = changed ? 0 : quietTicks + 1;
    }

    Duration interval() {
        if (quietTicks < TICKS_UNTIL_SLOWER) {
            return Duration.ofSeconds(1);
        }
        return Duration.ofSeconds(quietTicks < TICKS_UNTIL_SLOWEST ? 2 : 4);
    }
}
