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
 * The standard output of a bridge, which buffers the bytes until the client reads them. It has a lock of its own,
 * because a client that waits for bytes must not block the fake that produces them.
 */
final class BridgeStdout extends InputStream {

    private final int capacity;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private int unread;
    private boolean closed;
    private boolean readerWaiting;
    private boolean readerLate;
    private @Nullable Thread reader;

    /** @param capacity the maximum number of unread bytes */
    BridgeStdout(int capacity) {
        this.capacity = capacity;
    }

    /** Appends bytes; returns false if they would exceed the capacity, or if the stream is closed. */
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
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        reader = Thread.currentThread();
        awaitBytes();
        int count = 0;
        while (count < length && !chunks.isEmpty()) {
            count += take(buffer, offset + count, length - count);
        }
        return count == 0 ? -1 : count;
    }

    private int take(byte[] buffer, int offset, int length) {
        byte[] first = chunks.element();
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, buffer, offset, count);
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
                readerWaiting = true;
                readerLate = false;
                notifyAll();
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for data from the bus");
        } finally {
            readerWaiting = false;
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
     * Waits until the reader has read all bytes and is waiting for more. Once a reader has exceeded the maximum time,
     * this method no longer waits for it until it has caught up.
     *
     * @param nanos the maximum time to wait, in real time
     * @return whether there was nothing left to wait for
     */
    synchronized boolean awaitHandled(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long remaining = nanos; !isHandled() && remaining > 0; remaining = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, remaining);
        }
        readerLate = !isHandled();
        return !readerLate;
    }

    /** Returns whether there is no need to wait; a stream that no thread has read from yet needs no waiting. */
    private boolean isHandled() {
        return closed || readerLate || reader == null || !reader.isAlive() || (readerWaiting && chunks.isEmpty());
    }

    /**
     * Waits until the thread that has read from this closed stream has ended.
     *
     * @param nanos the maximum time to wait, in real time
     */
    void awaitReaderEnd(long nanos) throws InterruptedException {
        Thread last;
        synchronized (this) {
            last = reader;
        }
        if (last != null && nanos > 0) {
            TimeUnit.NANOSECONDS.timedJoin(last, nanos);
        }
    }

    /** Closes the stream; unread bytes can still be read. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
