package io.github.servicehandler.watch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the events that one listener has not seen yet, and hands them over one at a time, in order, on a thread of the listener's.
 * When there are too many of them, the later ones are dropped, and the listener is told so in their place.
 */
final class Subscription implements Flow.Subscription {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final Flow.Subscriber<? super WatchEvent> subscriber;
    private final Executor executor;
    private final int capacity;
    private final Function<Subscription, WatchEvent> catchUp;
    private final Queue<WatchEvent> queue = new ArrayDeque<>();
    private long missed;
    private long demand;
    private boolean scheduled;
    private boolean complete;
    private boolean ended;
    private @Nullable Throwable error;

    /** @param catchUp returns an event in place of those that were missed, and takes {@link #takeMissed} back to zero for it */
    Subscription(
            Flow.Subscriber<? super WatchEvent> subscriber,
            Executor executor,
            int capacity,
            Function<Subscription, WatchEvent> catchUp) {
        this.subscriber = subscriber;
        this.executor = executor;
        this.capacity = capacity;
        this.catchUp = catchUp;
    }

    /** Takes an event in, without handing it over yet. */
    synchronized void offer(WatchEvent event) {
        if (missed > 0 || queue.size() >= capacity) {
            missed++;
        } else if (!ended) {
            queue.add(event);
        }
    }

    /** Returns how many events were dropped since the last time. */
    synchronized long takeMissed() {
        long count = missed;
        missed = 0;
        return count;
    }

    /** Lets the listener's thread hand over what there is. Called without any lock: the executor may run it at once. */
    void kick() {
        if (needsThread()) {
            try {
                executor.execute(this::handOver);
            } catch (Throwable e) {
                // an executor may be anybody's, and this thread is not the listener's own
                log.warn("the executor refused to call a listener, which gets no more events", e);
                cancel();
            }
        }
    }

    private synchronized boolean needsThread() {
        boolean hasWork = complete || error != null || (demand > 0 && (!queue.isEmpty() || missed > 0));
        boolean needed = hasWork && !scheduled && !ended;
        scheduled |= needed;
        return needed;
    }

    private void handOver() {
        try {
            for (WatchEvent event = next(); event != null; event = next()) {
                subscriber.onNext(event);
            }
            end();
        } catch (Throwable e) {
            log.warn("a subscriber failed, and gets no more events", e);
            cancel();
        }
    }

    private @Nullable WatchEvent next() {
        synchronized (this) {
            if (ended || error != null || demand == 0 || (queue.isEmpty() && missed == 0)) {
                scheduled = false;
                return null;
            }
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            WatchEvent event = queue.poll();
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
            // a thread that came in the meantime hands over an event, and will come here too
            if (scheduled || ended || (error == null && !done)) {
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

    /** Tells the listener, after what it has not seen yet, that there will be no more. */
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
                error = new IllegalArgumentException("a positive number of events must be requested, not " + count);
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
