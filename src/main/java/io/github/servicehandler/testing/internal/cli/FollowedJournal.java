package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The output of {@code journalctl --follow}. A read polls the journal and waits until there is an entry. Polling only
 * on reads avoids keeping entries that the journal itself no longer keeps.
 */
final class FollowedJournal extends InputStream {

    private final FakeJournal journal;
    private final Object lock;
    private final Predicate<FakeJournalEntry> wanted;
    private final JournalFormat format;
    private final Deque<FakeJournalEntry> pending;
    private long lastSeen;
    private byte[] bytes = {};
    private int position;
    private boolean closed;

    /**
     * @param lock the fake's lock, whose waiting threads are notified of new entries
     * @param earlier the earlier entries to write first
     */
    FollowedJournal(
            FakeJournal journal,
            Object lock,
            Predicate<FakeJournalEntry> wanted,
            JournalFormat format,
            List<FakeJournalEntry> earlier) {
        this.journal = journal;
        this.lock = lock;
        this.wanted = wanted;
        this.format = format;
        this.pending = new ArrayDeque<>(earlier);
        this.lastSeen = journal.lastNumber();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        synchronized (lock) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, to, offset, count);
            position += count;
            return count;
        }
    }

    @Override
    public int available() {
        synchronized (lock) {
            fetch();
            return position < bytes.length ? bytes.length - position : pending.size();
        }
    }

    /** Fills the buffer with the next entry if it is empty; returns false at the end of the stream. */
    private boolean fill() throws IOException {
        while (position == bytes.length) {
            awaitNext();
            FakeJournalEntry next = pending.poll();
            if (next == null) {
                return false;
            }
            bytes = format.bytes(next);
            position = 0;
        }
        return true;
    }

    /** Waits until there is an entry or the stream is closed. */
    private void awaitNext() throws IOException {
        fetch();
        try {
            while (pending.isEmpty() && !closed) {
                lock.wait();
                fetch();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a journal entry");
        }
    }

    private void fetch() {
        if (!closed) {
            pending.addAll(journal.after(lastSeen, wanted));
            lastSeen = journal.lastNumber();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            pending.clear();
            position = bytes.length;
            lock.notifyAll();
        }
    }
}
