package io.github.servicehandler.journal;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.RetryPause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Wait between attempts: 100 ms at first, then twice as long each time, up to 10 s. Any thread may close it, which also
 * ends a wait early.
 */
final class RetryWait implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final TimeSource time;
    private final RetryPause pause = new RetryPause(SHORTEST, LONGEST);
    private @Nullable Thread sleeper;
    private boolean closed;

    RetryWait(TimeSource time) {
        this.time = time;
    }

    /** Makes the next pause the shortest one again. */
    void reset() {
        pause.reset();
    }

    /** Pauses the calling thread, unless this is closed. An interrupt ends the pause early. */
    void await() {
        synchronized (this) {
            if (closed) {
                return;
            }
            sleeper = Thread.currentThread();
        }
        try {
            time.sleep(pause.next());
        } catch (InterruptedException e) {
            // close() or another thread ends the pause early
        } finally {
            synchronized (this) {
                sleeper = null;
                // clear an interrupt that arrived after the pause, so that it does not reach other code
                Thread.interrupted();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sleeper != null) {
            sleeper.interrupt();
        }
    }
}
