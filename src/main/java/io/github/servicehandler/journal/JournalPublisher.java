package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandException;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publisher that follows the journal for each subscriber, at the subscriber's own pace. */
final class JournalPublisher implements Flow.Publisher<JournalEntry> {

    private static final Logger log = LoggerFactory.getLogger(JournalPublisher.class.getPackageName());

    private final JournalQuery query;

    JournalPublisher(JournalQuery query) {
        this.query = query;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super JournalEntry> subscriber) {
        Subscription subscription = new Subscription(Objects.requireNonNull(subscriber, "subscriber"));
        subscriber.onSubscribe(subscription);
        subscription.start(query);
    }

    /**
     * Subscription whose follower thread waits until an entry is requested, so that unread entries fill the pipe and
     * not the memory.
     */
    private static final class Subscription implements Flow.Subscription {

        private final Flow.Subscriber<? super JournalEntry> subscriber;
        private @Nullable JournalFollow follow;
        private long demand;
        private boolean ended;
        private boolean delivering;
        private @Nullable RuntimeException error;

        Subscription(Flow.Subscriber<? super JournalEntry> subscriber) {
            this.subscriber = subscriber;
        }

        void start(JournalQuery query) {
            try {
                JournalFollow started = query.follow(this::next);
                boolean late;
                synchronized (this) {
                    follow = started;
                    late = ended;
                }
                if (late) {
                    started.close();
                }
            } catch (CommandException | IllegalStateException | UnsupportedOperationException e) {
                fail(e);
            }
        }

        private void next(JournalEntry entry) {
            if (awaitDemand()) {
                try {
                    subscriber.onNext(entry);
                } catch (Throwable e) {
                    log.warn("a subscriber failed and receives no more entries", e);
                    cancel();
                }
                finishDelivery();
            }
        }

        /**
         * Ends a call of the subscriber and reports an error that occurred meanwhile. It had to wait, because only one
         * thread at a time may call the subscriber.
         */
        private void finishDelivery() {
            RuntimeException reason;
            synchronized (this) {
                delivering = false;
                reason = error;
            }
            if (reason != null) {
                subscriber.onError(reason);
            }
        }

        /** Waits until an entry is requested. Returns {@code false} if the subscription has ended. */
        private synchronized boolean awaitDemand() {
            try {
                while (demand == 0 && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
            }
            if (ended) {
                return false;
            }
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            delivering = true;
            return true;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                fail(new IllegalArgumentException(
                        "the number of requested entries must be at least 1, but was " + count));
                return;
            }
            synchronized (this) {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
                notifyAll();
            }
        }

        private void fail(RuntimeException reason) {
            boolean reportNow;
            synchronized (this) {
                boolean first = !ended;
                reportNow = first && !delivering;
                error = first && delivering ? reason : error;
                ended = true;
            }
            end();
            if (reportNow) {
                subscriber.onError(reason);
            }
        }

        @Override
        public void cancel() {
            end();
        }

        private void end() {
            JournalFollow running;
            synchronized (this) {
                ended = true;
                notifyAll();
                running = follow;
            }
            if (running != null) {
                // without the monitor, because the follower may be waiting for it to deliver an entry
                running.close();
            }
        }
    }
}
