package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins tasks with a gap between them. Where many services fail at once, orders that all begin at once would take the processors from the
 * decisions still to be made, and from systemd. One by itself begins at once. Thread-safe.
 */
final class Paced implements Executor {

    private final Executor threads;
    private final long gapNanos;
    private long next = System.nanoTime();

    /** @param threads carry out the tasks, and wait for their turn */
    Paced(Executor threads, Duration gap) {
        this.threads = threads;
        this.gapNanos = gap.toNanos();
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            awaitTurn();
            task.run();
        });
    }

    private void awaitTurn() {
        long turn = takeTurn();
        for (long rest = turn - System.nanoTime(); rest > 0; rest = turn - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    private synchronized long takeTurn() {
        long now = System.nanoTime();
        long turn = next - now > 0 ? next : now;
        next = turn + gapNanos;
        return turn;
    }
}
