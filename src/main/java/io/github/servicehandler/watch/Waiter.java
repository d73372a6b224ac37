package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a unit to be as wanted, and looks at every status on the way: the one that is wanted may not last. */
final class Waiter {

    private final ServiceHandler service;
    private final Predicate<? super ServiceStatus> wanted;
    private final Queue<ServiceStatus> unseen = new ArrayDeque<>();
    private boolean ended;
    private @Nullable ServiceStatus last;

    Waiter(ServiceHandler service, Predicate<? super ServiceStatus> wanted) {
        this.service = service;
        this.wanted = wanted;
    }

    /** Takes note of how a unit is. Calls nobody. */
    synchronized void see(ServiceHandler which, ServiceStatus status) {
        if (which.equals(service)) {
            if (unseen.size() == Watch.DEFAULT_CAPACITY) {
                unseen.remove();
            }
            unseen.add(status);
            notifyAll();
        }
    }

    /** Takes note that there will be no further status. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Returns the first status that is as wanted, or {@code null} if there is none in time.
     *
     * @throws IllegalStateException if there is none and never will be
     */
    @Nullable
    ServiceStatus await(long nanos) throws InterruptedException {
        // less than nothing is nothing: the least number of all would else become the greatest
        long deadline = System.nanoTime() + Math.max(0, nanos);
        while (true) {
            ServiceStatus status = next(deadline);
            if (status == null || wanted.test(status)) {
                return status;
            }
            last = status;
        }
    }

    private synchronized @Nullable ServiceStatus next(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (unseen.isEmpty() && !ended && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        if (unseen.isEmpty() && ended) {
            throw new IllegalStateException(
                    "the watch is closed, and hears of " + service + " no more; it was " + last);
        }
        return unseen.poll();
    }

    /** Returns how the unit was when it was looked at last; {@code null} if it was not there. */
    @Nullable
    ServiceStatus last() {
        return last;
    }
}
