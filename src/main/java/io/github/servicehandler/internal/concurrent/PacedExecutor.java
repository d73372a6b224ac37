package io.github.servicehandler.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins tasks when no more of them are coming, and one after the other. Where many services fail at once, orders that
 * begin at once would take the processors from the decisions still to be made, and from systemd. Thread-safe.
 */
public final class PacedExecutor implements Executor {

    private final Executor threads;
    private final long gapNanos;
    private final long longestNanos;
    private long came = System.nanoTime();
    private long next = came;

    /**
     * @param threads carry out the tasks, and wait for their turn
     * @param gap how long nothing may have come before one begins, and the time from one to the next
     * @param longest how long one waits at most for others that keep coming
     */
    public PacedExecutor(Executor threads, Duration gap, Duration longest) {
        this.threads = threads;
        this.gapNanos = gap.toNanos();
        this.longestNanos = longest.toNanos();
    }

    @Override
    public void execute(Runnable task) {
        long latest = come() + longestNanos;
        threads.execute(() -> {
            awaitTurn(latest);
            task.run();
        });
    }

    private synchronized long come() {
        came = System.nanoTime();
        return came;
    }

    private void awaitTurn(long latest) {
        for (long rest = takeTurn(latest); rest > 0; rest = takeTurn(latest)) {
            LockSupport.parkNanos(rest);
        }
    }

    /** Returns how long it is not this one's turn yet; if it is, the next one's comes a gap later. */
    private synchronized long takeTurn(long latest) {
        long now = System.nanoTime();
        long rest = Math.max(Math.min(came + gapNanos - now, latest - now), next - now);
        if (rest <= 0) {
            next = now + gapNanos;
        }
        return rest;
    }
}
