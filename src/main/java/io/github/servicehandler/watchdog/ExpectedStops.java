package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;

/** The stops of one service that rules have ordered and whose end was not seen yet. Not thread-safe. */
final class ExpectedStops {

    /** How long after the end of a step the end of a stop that it has ordered may still be seen. */
    private static final Duration STRAGGLER_PERIOD = Duration.ofSeconds(10);

    private int ordered;
    private boolean programIsRunning;
    private Instant until = Instant.MIN;

    /** @param runsProgram whether the step runs a program, which may stop the service */
    void stepBegins(boolean runsProgram, Instant now) {
        if (now.isAfter(until)) {
            ordered = 0;
        }
        programIsRunning = runsProgram;
        until = Instant.MAX;
    }

    /** Records that the step is about to order a stop. */
    void stopOrdered() {
        ordered++;
    }

    void stepEnds(Instant now) {
        programIsRunning = false;
        until = now.plus(STRAGGLER_PERIOD);
    }

    /** Returns whether a stop that has just ended was ordered by a rule. */
    boolean take(Instant now) {
        if (ordered > 0 && !now.isAfter(until)) {
            ordered--;
            return true;
        }
        return programIsRunning;
    }
}
