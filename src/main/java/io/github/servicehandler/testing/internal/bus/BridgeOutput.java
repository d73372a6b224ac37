package io.github.servicehandler.testing.internal.bus;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is what a bridge writes, until somebody reads it. It has a lock of its own: who waits for bytes must not keep the
 * fake from making them.
 */
final class BridgeOutput extends InputStream {

    private final int capacity;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private int unread;
    private boolean closed;
    private boolean awaited;
    private boolean late;
    private @Nullable Thread reader;

    /** @param capacity how many bytes may wait to be read */
    BridgeOutput(int capacity) {
        this.capacity = capacity;
    }

    /** Takes bytes to be read; false if too many wait already, or nobody will read any more. */
    synchronized boolean offer(byte[] bytes) {
        if (closed || bytes.length > capacity - unread) {
            return false;
        }
        chunks.add(bytes);
        unread += bytes.length;
        notifyAll();
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        reader = Thread.currentThread();
        awaitBytes();
        int count = 0;
        while (count < length && !chunks.isEmpty()) {
            count += take(to, offset + count, length - count);
        }
        return count == 0 ? -1 : count;
    }

    private int take(byte[] to, int offset, int length) {
        byte[] first = chunks.element();
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, to, offset, count);
        position += count;
        unread -= count;
        if (position == first.length) {
            chunks.remove();
            position = 0;
        }
        return count;
    }

    private void awaitBytes() throws IOException {
        try {
            while (chunks.isEmpty() && !closed) {
                awaited = true;
                late = false;
                notifyAll();
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the bus was read");
        } finally {
            awaited = false;
        }
    }

    @Override
    public synchronized int available() {
        return unread;
    }

    synchronized boolean isReadBy(Thread thread) {
        return reader == thread;
    }

    /**
     * Waits until all has been read and the reader is back for more.
     *
     * @param nanos how long to wait at most; who took longer once is not waited for again before it has caught up
     * @return whether there is nothing left to wait for
     */
    synchronized boolean awaitHandled(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long rest = nanos; !isHandled() && rest > 0; rest = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, rest);
        }
        late = !isHandled();
        return !late;
    }

    /** Nobody is waited for who never came to read. */
    private boolean isHandled() {
        return closed || late || reader == null || !reader.isAlive() || (awaited && chunks.isEmpty());
    }

    /** Ends it: what is unread can still be read. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
