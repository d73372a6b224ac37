package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wait for a status that matches a predicate. Every status in between is tested, because a matching one may
 * not last.
 */
final class StatusWaiter {

    private final ServiceHandler service;
    private final Predicate<? super ServiceStatus> predicate;
    private final Queue<ServiceStatus> untested = new ArrayDeque<>();
    private boolean ended;
    private @Nullable ServiceStatus last;

    StatusWaiter(ServiceHandler service, Predicate<? super ServiceStatus> predicate) {
        this.service = service;
        this.predicate = predicate;
    }

    /** Queues a status for testing. Does not call the predicate. */
    synchronized void offer(ServiceHandler which, ServiceStatus status) {
        if (which.equals(service)) {
            if (untested.size() == Watch.DEFAULT_CAPACITY) {
                untested.remove();
            }
            untested.add(status);
            notifyAll();
        }
    }

    /** Records that no further status will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
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

    private synchronized @Nullable ServiceStatus next(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (untested.isEmpty() && !ended && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
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
