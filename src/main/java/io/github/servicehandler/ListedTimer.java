package io.github.servicehandler;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A timer that the manager has loaded, as {@code systemctl list-timers --all} lists it. Immutable.
 *
 * @param unit the name of the timer
 * @param activates the name of the unit that it starts
 * @param next when it elapses next; empty if it will not, for example because it is not active or its unit still runs
 * @param last when it last elapsed; empty if it has not since it was loaded
 */
public record ListedTimer(String unit, String activates, Optional<Instant> next, Optional<Instant> last) {

    /**
     * Returns the time until the timer elapses next.
     *
     * @param now the current time
     * @return the time left, negative if it has passed; empty if the timer will not elapse
     */
    public Optional<Duration> left(Instant now) {
        return next.map(moment -> Duration.between(now, moment));
    }

    /**
     * Returns the time since the timer last elapsed.
     *
     * @param now the current time
     * @return the time passed; empty if the timer has not elapsed
     */
    public Optional<Duration> passed(Instant now) {
        return last.map(moment -> Duration.between(moment, now));
    }

    /** Returns all parts, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.line("ListedTimer[unit=" + unit + ", activates=" + activates + ", next="
                + next.map(Instant::toString).orElse("-") + ", last="
                + last.map(Instant::toString).orElse("-") + "]");
    }
}
