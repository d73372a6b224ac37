package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a unit to be as wanted, and looks at every status on the way: the one that is wanted may not last. */
final class Waiter {

    private final ServiceHandler service;
    private final Predicate<? super ServiceStatus> wanted;
    private final BlockingQueue<ServiceStatus> unseen = new LinkedBlockingQueue<>();
    private @Nullable ServiceStatus last;

    Waiter(ServiceHandler service, Predicate<? super ServiceStatus> wanted) {
        this.service = service;
        this.wanted = wanted;
    }

    /** Takes note of how a unit is. Calls nobody. */
    void see(ServiceHandler which, ServiceStatus status) {
        if (which.equals(service)) {
            unseen.add(status);
        }
    }

    /** Returns the first status that is as wanted, or {@code null} if there is none in time. */
    @Nullable
    ServiceStatus await(long nanos) throws InterruptedException {
        // less than nothing is nothing: the least number of all would else become the greatest
        long deadline = System.nanoTime() + Math.max(0, nanos);
        while (true) {
            ServiceStatus status = unseen.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (status == null || wanted.test(status)) {
                return status;
            }
            last = status;
        }
    }

    /** Returns how the unit was when it was looked at last; {@code null} if it was not there. */
    @Nullable
    ServiceStatus last() {
        return last;
    }
}
