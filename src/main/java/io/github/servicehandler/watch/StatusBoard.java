package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The current statuses of all units of one watch, and the listeners that get its events. Thread-safe. */
final class StatusBoard {

    private final Map<ServiceHandler, ServiceStatus> statuses = new LinkedHashMap<>();
    private final List<SubscriberQueue> subscriptions = new CopyOnWriteArrayList<>();
    private final List<StatusWaiter> waiters = new CopyOnWriteArrayList<>();
    private final Supplier<Instant> clock;
    private boolean closed;

    StatusBoard(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized Optional<ServiceStatus> status(ServiceHandler service) {
        return Optional.ofNullable(statuses.get(service));
    }

    synchronized Map<ServiceHandler, ServiceStatus> statuses() {
        return new LinkedHashMap<>(statuses);
    }

    /**
     * Stores a unit's status, {@code null} if the unit is gone, and queues events for the subscribers. Calls no
     * listener.
     */
    synchronized void put(ServiceHandler service, @Nullable ServiceStatus status, List<UnitEvent> events) {
        if (status == null) {
            statuses.remove(service);
        } else {
            statuses.put(service, status);
            waiters.forEach(waiter -> waiter.offer(service, status));
        }
        events.forEach(this::offer);
    }

    /** Queues an event for the subscribers. Calls no listener. */
    synchronized void offer(UnitEvent event) {
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    /** Adds a subscription, which gets the events from now on; if the board is closed, it is completed at once. */
    void add(SubscriberQueue subscription) {
        boolean closedBefore;
        synchronized (this) {
            closedBefore = closed;
            subscriptions.removeIf(SubscriberQueue::isEnded);
            subscriptions.add(subscription);
        }
        if (closedBefore) {
            subscription.complete();
        }
    }

    /** Adds a waiter and passes it the current statuses. */
    synchronized void add(StatusWaiter waiter) {
        waiters.add(waiter);
        statuses.forEach(waiter::offer);
        if (closed) {
            waiter.end();
        }
    }

    void remove(StatusWaiter waiter) {
        waiters.remove(waiter);
    }

    /** Makes the executors of the listeners deliver the queued events. Must be called without holding a lock. */
    void deliver() {
        subscriptions.forEach(SubscriberQueue::kick);
    }

    /** Returns the event for a subscription that has missed events: it contains the current statuses to go on from. */
    synchronized UnitEvent catchUp(SubscriberQueue subscription) {
        return new UnitEvent.Overflowed(subscription.takeMissed(), statuses, clock.get());
    }

    void close() {
        synchronized (this) {
            closed = true;
            waiters.forEach(StatusWaiter::end);
        }
        subscriptions.forEach(SubscriberQueue::complete);
    }
}
