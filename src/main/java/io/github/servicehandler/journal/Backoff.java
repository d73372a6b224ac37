package io.github.servicehandler.journal;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits between attempts, longer each time, until one is worth something. Can be ended by any thread. */
final class Backoff implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final TimeSource time;
    private Duration next = SHORTEST;
    private @Nullable Thread sleeper;
    private boolean closed;

    Backoff(TimeSource time) {
        this.time = time;
    }

    /** Makes the next pause the shortest again. */
    void reset() {
        next = SHORTEST;
    }

    /** Waits, if this is not closed; an interruption ends the wait. */
    void await() {
        synchronized (this) {
            if (closed) {
                return;
            }
            sleeper = Thread.currentThread();
        }
        try {
            time.sleep(next);
        } catch (InterruptedException e) {
            // by close, or by somebody who is in a hurry
        } finally {
            synchronized (this) {
                sleeper = null;
                // an interruption that came too late is meant for no one else
                Thread.interrupted();
            }
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sleeper != null) {
            sleeper.interrupt();
        }
    }
}
