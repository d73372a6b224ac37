package io.github.servicehandler.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A delivery that an executor runs whenever it is requested, but never twice at the same time. A request during a
 * delivery makes it run once more, so nothing that was queued before a request stays undelivered. Thread-safe.
 */
public final class SerialDispatcher {

    private final Executor executor;
    private final Runnable delivery;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * Creates a dispatcher.
     *
     * @param executor runs the delivery
     * @param delivery delivers everything that is queued when it starts
     */
    public SerialDispatcher(Executor executor, Runnable delivery) {
        this.executor = executor;
        this.delivery = delivery;
    }

    /**
     * Requests a delivery. Call this without holding a lock, because the executor may run the delivery at once.
     *
     * @throws RuntimeException if the executor refuses the delivery, or runs it at once and the delivery fails
     */
    public void dispatch() {
        if (requests.getAndIncrement() > 0) {
            return;
        }
        boolean accepted = false;
        try {
            executor.execute(this::deliver);
            accepted = true;
        } finally {
            if (!accepted) {
                requests.set(0);
            }
        }
    }

    private void deliver() {
        int handled = 1;
        boolean done = false;
        try {
            while (handled > 0) {
                int seen = requests.get();
                delivery.run();
                handled = requests.addAndGet(-seen);
            }
            done = true;
        } finally {
            if (!done) {
                requests.set(0);
            }
        }
    }
}
