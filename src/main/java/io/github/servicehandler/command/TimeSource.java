package io.github.servicehandler.command;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Tells the time and lets it pass. Everything in this library that waits, waits on one of these, so that a test can replace
 * time itself.
 */
public interface TimeSource extends InstantSource {

    /**
     * Returns a reading of a clock that never goes back; only differences mean something.
     *
     * @return nanoseconds since some fixed moment
     */
    long nanos();

    /**
     * Lets time pass.
     *
     * @param duration how long; nothing happens if zero or negative
     * @throws InterruptedException if the thread was interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Returns the system's own time.
     *
     * @return the time source; thread-safe
     */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
