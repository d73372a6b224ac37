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

/** Shows how all units of one watch are, and passes on what is new to its subscribers. Thread-safe. */
final class Board {

    private final Map<ServiceHandler, ServiceStatus> statuses = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
    private final Supplier<Instant> clock;
    private boolean closed;

    Board(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized Optional<ServiceStatus> status(ServiceHandler service) {
        return Optional.ofNullable(statuses.get(service));
    }

    synchronized Map<ServiceHandler, ServiceStatus> statuses() {
        return new LinkedHashMap<>(statuses);
    }

    /** Notes how a unit is, {@code null} if it is gone, and what is new of it. Calls nobody. */
    synchronized void put(ServiceHandler service, @Nullable ServiceStatus status, List<WatchEvent> events) {
        if (status == null) {
            statuses.remove(service);
        } else {
            statuses.put(service, status);
            waiters.forEach(waiter -> waiter.see(service, status));
        }
        events.forEach(this::offer);
    }

    /** Notes what is new. Calls nobody. */
    synchronized void offer(WatchEvent event) {
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    /** Adds a subscription, which is told of what comes from now on; at once of the end, if the board is closed. */
    void add(Subscription subscription) {
        boolean late;
        synchronized (this) {
            late = closed;
            subscriptions.removeIf(Subscription::isEnded);
            subscriptions.add(subscription);
        }
        if (late) {
            subscription.complete();
        }
    }

    /** Adds somebody who waits, and lets him see how his unit is. */
    synchronized void add(Waiter waiter) {
        waiters.add(waiter);
        statuses.forEach(waiter::see);
        if (closed) {
            waiter.end();
        }
    }

    void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    /** Has the listeners called, on their threads; no lock may be held. */
    void tell() {
        subscriptions.forEach(Subscription::kick);
    }

    /** Returns what to tell a subscription that has missed events: it goes on from how everything is at this moment. */
    synchronized WatchEvent catchUp(Subscription subscription) {
        return new WatchEvent.Overflowed(subscription.takeMissed(), statuses, clock.get());
    }

    void close() {
        synchronized (this) {
            closed = true;
            waiters.forEach(Waiter::end);
        }
        subscriptions.forEach(Subscription::complete);
    }
}
