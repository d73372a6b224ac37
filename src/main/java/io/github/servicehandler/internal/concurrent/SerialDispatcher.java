package io.github.servicehandler.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Turn turn = new Turn();
        boolean accepted = false;
        try {
            executor.execute(turn);
            accepted = true;
        } finally {
            if (!accepted) {
                turn.end();
            }
        }
    }

    /** A task of the executor: the delivery, and its repetitions. Until it ends, no other one begins. */
    private final class Turn implements Runnable {

        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public void run() {
            try {
                int unhandled = 1;
                while (unhandled > 0) {
                    int seen = requests.get();
                    delivery.run();
                    unhandled = requests.addAndGet(-seen);
                }
                ended.set(true);
            } finally {
                end();
            }
        }

        /** Lets the next request begin a new turn. Has no effect if this turn has already ended. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                requests.set(0);
            }
        }
    }
}
