package io.github.servicehandler.journal;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.Listeners;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery of entries that are joined to messages. A message that no entry has followed is delivered after the timeout,
 * on a thread of the executor. The timeout counts only while the follower waits for entries: as long as the listener is
 * busy, the rest of a message may be waiting to be read. Thread-safe; the listener is called by one thread at a time.
 */
final class JoinedDelivery implements EntryDelivery {

    private static final Logger log = LoggerFactory.getLogger(JoinedDelivery.class.getPackageName());

    private static final Executor EXECUTOR = DaemonThreads.unbounded("servicehandler-journal-messages");
    private static final long PATIENCE_SECONDS = 10;

    private final EntryJoiner joiner;
    private final long timeoutNanos;
    private final Consumer<JournalEntry> listener;
    private final TimeSource time;
    private final Executor executor;
    private final ReentrantLock delivering = new ReentrantLock();
    private volatile @Nullable JournalCursor cursor;
    private volatile boolean awaitsEntry;
    private long awaitedSince;
    private TimeSource.@Nullable Scheduled expiry;
    private volatile boolean closed;
    private boolean ended;

    JoinedDelivery(
            Multiline multiline, @Nullable JournalCursor begin, Consumer<JournalEntry> listener, TimeSource time) {
        this(multiline, begin, listener, time, EXECUTOR);
    }

    /**
     * Creates a delivery.
     *
     * @param begin the position of the first entry; {@code null} if it has no cursor
     * @param executor runs the delivery after the timeout
     */
    JoinedDelivery(
            Multiline multiline,
            @Nullable JournalCursor begin,
            Consumer<JournalEntry> listener,
            TimeSource time,
            Executor executor) {
        this.joiner = new EntryJoiner(multiline, begin);
        this.cursor = begin;
        this.timeoutNanos = TimeUnit.NANOSECONDS.convert(multiline.timeout());
        this.listener = listener;
        this.time = time;
        this.executor = executor;
    }

    @Override
    public void deliver(JournalEntry entry) {
        awaitsEntry = false;
        delivering.lock();
        try {
            if (!ended) {
                joiner.add(entry);
                deliverComplete();
            }
            awaitedSince = time.nanos();
            awaitsEntry = true;
            planExpiry(timeoutNanos);
        } finally {
            endTurn();
        }
    }

    private void planExpiry(long nanos) {
        if (expiry == null && !ended && !joiner.isEmpty()) {
            expiry = time.schedule(Duration.ofNanos(nanos), () -> executor.execute(this::expire));
        }
    }

    /** Delivers all messages if the timeout has passed without an entry. */
    private void expire() {
        delivering.lock();
        try {
            expiry = null;
            long rest = timeoutNanos - (time.nanos() - awaitedSince);
            while (rest <= 0 && awaitsEntry && !joiner.isEmpty()) {
                joiner.completeFirst();
                deliverComplete();
            }
            planExpiry(rest > 0 ? rest : timeoutNanos);
        } finally {
            endTurn();
        }
    }

    private void deliverComplete() {
        for (JournalEntry message = joiner.next(); message != null; message = joiner.next()) {
            JournalEntry complete = message;
            Listeners.run(() -> listener.accept(complete), complete.cursor(), log);
            cursor = joiner.position();
        }
    }

    /** Ends the turn of a thread. If the delivery was closed meanwhile, delivers the rest first. */
    private void endTurn() {
        try {
            if (closed && !ended && delivering.getHoldCount() == 1) {
                joiner.completeAll();
                deliverComplete();
                ended = true;
                cancelExpiry();
            }
        } finally {
            delivering.unlock();
        }
    }

    private void cancelExpiry() {
        if (expiry != null) {
            expiry.cancel();
        }
    }

    @Override
    public @Nullable JournalCursor cursor() {
        return cursor;
    }

    /**
     * Delivers the messages that still wait, and then no more. Waits up to ten seconds for the listener. If the
     * listener itself calls this method, or works longer, they are delivered when it has returned.
     */
    @Override
    public void close() {
        closed = true;
        try {
            if (delivering.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                endTurn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
