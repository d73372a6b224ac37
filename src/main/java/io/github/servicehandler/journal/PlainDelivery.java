package io.github.servicehandler.journal;

import io.github.servicehandler.internal.concurrent.Listeners;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivery of each entry by itself, at once. */
final class PlainDelivery implements EntryDelivery {

    private static final Logger log = LoggerFactory.getLogger(PlainDelivery.class.getPackageName());

    private final Consumer<JournalEntry> listener;
    private volatile @Nullable JournalCursor cursor;
    private volatile boolean closed;

    /**
     * Creates a delivery.
     *
     * @param begin the position of the first entry; {@code null} if it has no cursor
     */
    PlainDelivery(@Nullable JournalCursor begin, Consumer<JournalEntry> listener) {
        this.cursor = begin;
        this.listener = listener;
    }

    @Override
    public void deliver(JournalEntry entry) {
        if (closed) {
            return;
        }
        Listeners.run(() -> listener.accept(entry), entry.cursor(), log);
        if (!closed) {
            cursor = entry.cursor();
        }
    }

    @Override
    public @Nullable JournalCursor cursor() {
        return cursor;
    }

    @Override
    public void close() {
        closed = true;
    }
}
