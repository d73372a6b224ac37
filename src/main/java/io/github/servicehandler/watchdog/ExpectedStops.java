package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The stops of one service that rules have caused and whose end was not seen yet. Not thread-safe. */
final class ExpectedStops {

    /** How long after the end of a step the end of a stop that it has ordered may still be seen. */
    private static final Duration STRAGGLER_PERIOD = Duration.ofSeconds(10);

    /** The same after the end of a program, of which it is not known whether it has stopped the service. */
    private static final Duration PROGRAM_STRAGGLER_PERIOD = Duration.ofSeconds(1);

    private final Set<WatchdogEvent.Fired> programs = new HashSet<>();
    private int ordered;
    private boolean mayStopWithOthers;
    private Instant until = Instant.MIN;
    private Instant programUntil = Instant.MIN;

    /** @param mayStopWithOthers whether the service may stop because the step stops others of its group */
    void stepBegins(boolean mayStopWithOthers, Instant now) {
        forgetOld(now);
        this.mayStopWithOthers = mayStopWithOthers;
        until = Instant.MAX;
    }

    private void forgetOld(Instant now) {
        if (now.isAfter(until)) {
            ordered = 0;
        }
    }

    /** Records that the step is about to order a stop. */
    void stopOrdered() {
        ordered++;
    }

    void stepEnds(Instant now) {
        mayStopWithOthers = false;
        until = now.plus(STRAGGLER_PERIOD);
    }

    /** Records that a step begins to run a program or a function of the user, which may stop the service. */
    void programBegins(WatchdogEvent.Fired decision) {
        programs.add(decision);
    }

    /**
     * Records that the program or the function has ended, or has been running for so long that it no longer counts.
     *
     * @param stops whether it has begun a stop whose end was not seen
     */
    void programEnds(WatchdogEvent.Fired decision, boolean stops, Instant now) {
        if (!programs.remove(decision)) {
            return;
        }
        programUntil = now.plus(PROGRAM_STRAGGLER_PERIOD);
        if (stops) {
            forgetOld(now);
            ordered++;
            until = Times.later(until, now.plus(STRAGGLER_PERIOD));
        }
    }

    /** Returns whether a rule has caused a stop that has just ended. */
    boolean take(Instant now) {
        if (ordered > 0 && !now.isAfter(until)) {
            ordered--;
            mayStopWithOthers = false;
            return true;
        }
        return mayStopWithOthers || !programs.isEmpty() || !now.isAfter(programUntil);
    }
}
