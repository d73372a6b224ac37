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
     * Runs a task once, when some time has passed. The task should be short: all of them may share a thread.
     * Here the system's own time decides: an implementation that replaces time must override this.
     *
     * @param delay how long to wait; none if zero or negative
     * @param task what to run
     * @return takes the task back, unless it runs already
     */
    default Scheduled schedule(Duration delay, Runnable task) {
        return SystemTimer.schedule(delay, task);
    }

    /** Is a task that waits for its time. */
    @FunctionalInterface
    interface Scheduled {

        /** Takes the task back. Does nothing if it ran, runs, or was taken back. */
        void cancel();
    }

    /**
     * Returns the system's own time.
     *
     * @return the time source; thread-safe
     */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
