package io.github.servicehandler.watch;

import java.time.Duration;

/**
 * The interval between two polls: one second after a change, and up to four seconds the longer nothing changes. Not
 * thread-safe.
 */
final class PollInterval {

    private static final int TICKS_UNTIL_SLOWER = 15;
    private static final int TICKS_UNTIL_SLOWEST = 60;

    private int quietTicks;

    /** Records whether a poll found a change. */
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
