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
 * Is what {@code journalctl --follow} writes. It looks into the journal only when it is read, so that it keeps nothing
 * that the journal does not keep; reading waits until there is an entry.
 */
final class FollowedJournal extends InputStream {

    private final FakeJournal journal;
    private final Object lock;
    private final Predicate<FakeJournalEntry> wanted;
    private final JournalFormat format;
    private final Deque<FakeJournalEntry> ahead;
    private long seen;
    private byte[] bytes = {};
    private int position;
    private boolean closed;

    /**
     * @param lock the fake's lock, which is notified of new entries
     * @param before the entries to begin with
     */
    FollowedJournal(
            FakeJournal journal,
            Object lock,
            Predicate<FakeJournalEntry> wanted,
            JournalFormat format,
            List<FakeJournalEntry> before) {
        this.journal = journal;
        this.lock = lock;
        this.wanted = wanted;
        this.format = format;
        this.ahead = new ArrayDeque<>(before);
        this.seen = journal.lastNumber();
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
            look();
            return position < bytes.length ? bytes.length - position : ahead.size();
        }
    }

    /** Makes the next entry's bytes ready; false at the end. */
    private boolean fill() throws IOException {
        while (position == bytes.length) {
            awaitNext();
            FakeJournalEntry next = ahead.poll();
            if (next == null) {
                return false;
            }
            bytes = format.bytes(next);
            position = 0;
        }
        return true;
    }

    /** Waits until there is an entry, or the end. */
    private void awaitNext() throws IOException {
        look();
        try {
            while (ahead.isEmpty() && !closed) {
                lock.wait();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the journal was followed");
        }
    }

    private void look() {
        if (!closed) {
            ahead.addAll(journal.after(seen, wanted));
            seen = journal.lastNumber();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            ahead.clear();
            position = bytes.length;
            lock.notifyAll();
        }
    }
}
