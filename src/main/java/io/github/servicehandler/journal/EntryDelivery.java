package io.github.servicehandler.journal;

import org.jspecify.annotations.Nullable;

/** The delivery of entries to the listener of a follower. */
interface EntryDelivery extends AutoCloseable {

    /** Delivers an entry, or keeps it to deliver it later. Called by one thread. */
    void deliver(JournalEntry entry);

    /** Returns the position up to which entries have been delivered; {@code null} if it has no cursor. */
    @Nullable
    JournalCursor cursor();

    /** Ends the delivery. Any thread may call this, also a listener. */
    @Override
    void close();
}
