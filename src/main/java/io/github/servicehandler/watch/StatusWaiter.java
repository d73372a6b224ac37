package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wait for a status that matches a predicate. Every status in between is tested, because a matching one may
 * not last.
 */
final class StatusWaiter {

    private final ServiceHandler service;
    private final Predicate<? super ServiceStatus> predicate;

    /** A lock instead of a monitor, in which a virtual thread would block its carrier before Java 24. */
    private final Lock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Queue<ServiceStatus> untested = new ArrayDeque<>();
    private boolean ended;
    private @Nullable ServiceStatus last;

    StatusWaiter(ServiceHandler service, Predicate<? super ServiceStatus> predicate) {
        this.service = service;
        this.predicate = predicate;
    }

    /** Queues a status for testing. Does not call the predicate. */
    void offer(ServiceHandler which, ServiceStatus status) {
        if (which.equals(service)) {
            change(() -> {
                if (untested.size() == Watch.DEFAULT_CAPACITY) {
                    untested.remove();
                }
                untested.add(status);
            });
        }
    }

    /** Records that no further status will come. */
    void end() {
        change(() -> ended = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the first matching status, or {@code null} if there is none in time.
     *
     * @throws IllegalStateException if no status has matched and none can come any more
     */
    @Nullable
    ServiceStatus await(long nanos) throws InterruptedException {
        // a negative time counts as 0: Long.MIN_VALUE would overflow to a deadline in the far future
        long deadline = System.nanoTime() + Math.max(0, nanos);
        while (true) {
            ServiceStatus status = next(deadline);
            if (status == null || predicate.test(status)) {
                return status;
            }
            last = status;
        }
    }

    private @Nullable ServiceStatus next(long deadline) throws InterruptedException {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (untested.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ServiceStatus poll() {
        if (untested.isEmpty() && ended) {
            throw new IllegalStateException(
                    "the watch was closed before " + service + " had a matching status; last seen: " + last);
        }
        return untested.poll();
    }

    /** Returns the last status that did not match; {@code null} if there was none. */
    @Nullable
    ServiceStatus last() {
        return last;
    }
}
