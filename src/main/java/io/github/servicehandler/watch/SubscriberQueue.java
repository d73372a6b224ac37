package io.github.servicehandler.watch;

import io.github.servicehandler.internal.concurrent.SerialDispatcher;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that one listener has not received yet. Delivers them one at a time, in order, on the listener's executor.
 * When too many are waiting, later ones are dropped, and one {@link UnitEvent.Overflowed} takes their place.
 */
final class SubscriberQueue implements Flow.Subscription {

    private static final Logger log = LoggerFactory.getLogger(SubscriberQueue.class.getPackageName());

    private final Flow.Subscriber<? super UnitEvent> subscriber;
    private final SerialDispatcher dispatcher;
    private final int capacity;
    private final Function<SubscriberQueue, UnitEvent> catchUp;
    private final Queue<UnitEvent> queue = new ArrayDeque<>();
    private long missed;
    private long demand;
    private boolean complete;
    private boolean ended;
    private @Nullable Throwable error;

    /**
     * Creates a subscription.
     *
     * @param catchUp returns the event that takes the place of missed ones, and resets their count by
     *     {@link #takeMissed}
     */
    SubscriberQueue(
            Flow.Subscriber<? super UnitEvent> subscriber,
            Executor executor,
            int capacity,
            Function<SubscriberQueue, UnitEvent> catchUp) {
        this.subscriber = subscriber;
        this.dispatcher = new SerialDispatcher(executor, this::handOver);
        this.capacity = capacity;
        this.catchUp = catchUp;
    }

    /** Queues an event without delivering it. */
    synchronized void offer(UnitEvent event) {
        if (missed > 0 || queue.size() >= capacity) {
            missed++;
        } else if (!ended) {
            queue.add(event);
        }
    }

    /** Returns the number of events that were dropped since the last call. */
    synchronized long takeMissed() {
        long count = missed;
        missed = 0;
        return count;
    }

    /**
     * Starts delivering on the listener's executor. Must be called without holding a lock, because the executor may run
     * it at once.
     */
    void kick() {
        if (hasWork()) {
            try {
                dispatcher.dispatch();
            } catch (Throwable e) {
                // a custom executor may throw anything, and this thread serves other listeners, too
                log.warn("an executor refused to call a listener; the listener gets no more events", e);
                cancel();
            }
        }
    }

    private synchronized boolean hasWork() {
        return !ended && (complete || error != null || (demand > 0 && (!queue.isEmpty() || missed > 0)));
    }

    private void handOver() {
        try {
            for (UnitEvent event = next(); event != null; event = next()) {
                subscriber.onNext(event);
            }
            end();
        } catch (Throwable e) {
            log.warn("a subscriber failed; it gets no more events", e);
            cancel();
        }
    }

    private @Nullable UnitEvent next() {
        synchronized (this) {
            if (ended || error != null || demand == 0 || (queue.isEmpty() && missed == 0)) {
                return null;
            }
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            UnitEvent event = queue.poll();
            if (event != null) {
                return event;
            }
        }
        return catchUp.apply(this);
    }

    private void end() {
        Throwable failure;
        synchronized (this) {
            boolean done = complete && queue.isEmpty() && missed == 0;
            if (ended || (error == null && !done)) {
                return;
            }
            ended = true;
            failure = error;
        }
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }

    /** Notifies the listener of the end, after the events that it has not received yet. */
    void complete() {
        synchronized (this) {
            complete = true;
        }
        kick();
    }

    @Override
    public void request(long count) {
        synchronized (this) {
            if (count <= 0) {
                error = new IllegalArgumentException(
                        "the number of requested events must be at least 1, but was " + count);
            } else {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
        }
        kick();
    }

    @Override
    public synchronized void cancel() {
        ended = true;
        queue.clear();
    }

    synchronized boolean isEnded() {
        return ended;
    }
}
