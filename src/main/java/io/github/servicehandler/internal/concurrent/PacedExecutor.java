package io.github.servicehandler.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Executor that starts tasks one after the other, once no more of them arrive. When many services fail at the same
 * time, tasks that start at once would take the processors from the decisions still to be made, and from systemd.
 * Thread-safe.
 */
public final class PacedExecutor implements Executor {

    private final Executor threads;
    private final long gapNanos;
    private final long longestNanos;
    private long lastArrival = System.nanoTime();
    private long nextStart = lastArrival;

    /**
     * Creates an executor.
     *
     * @param threads runs the tasks; its threads also wait for their turn
     * @param gap the time without a new task before one starts, and the time between two starts
     * @param longest the maximum time that a task waits while others keep arriving
     */
    public PacedExecutor(Executor threads, Duration gap, Duration longest) {
        this.threads = threads;
        this.gapNanos = gap.toNanos();
        this.longestNanos = longest.toNanos();
    }

    @Override
    public void execute(Runnable task) {
        long latest = recordArrival() + longestNanos;
        threads.execute(() -> {
            awaitTurn(latest);
            task.run();
        });
    }

    private synchronized long recordArrival() {
        lastArrival = System.nanoTime();
        return lastArrival;
    }

    private void awaitTurn(long latest) {
        for (long wait = takeTurn(latest); wait > 0; wait = takeTurn(latest)) {
            LockSupport.parkNanos(wait);
        }
    }

    /** Returns how long a task must still wait; if it need not wait, the next task starts a gap later. */
    private synchronized long takeTurn(long latest) {
        long now = System.nanoTime();
        long wait = Math.max(Math.min(lastArrival + gapNanos - now, latest - now), nextStart - now);
        if (wait <= 0) {
            nextStart = now + gapNanos;
        }
        return wait;
    }
}
