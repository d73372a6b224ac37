package io.github.servicehandler.internal.concurrent;

import java.time.Duration;

/** A pause between attempts that doubles with each attempt, up to a longest pause. Not thread-safe. */
public final class RetryPause {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /**
     * Creates a pause.
     *
     * @param first the pause after the first attempt
     * @param longest the longest pause
     */
    public RetryPause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Returns the pause before the next attempt, and doubles the one after it. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    /** Makes the next pause the first again. */
    public void reset() {
        next = first;
    }
}
