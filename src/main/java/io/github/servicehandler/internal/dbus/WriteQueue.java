package io.github.servicehandler.internal.dbus;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queue of frames between the sending threads and the writer thread. No thread waits to add a frame, least of all the
 * reader thread: if it waited for the peer to read while the peer waits for it, both would wait forever. Thread-safe.
 */
final class WriteQueue {

    /** The maximum number of bytes that wait to be written. An empty queue accepts a frame of any size. */
    static final int CAPACITY = 64 * 1024 * 1024;

    private static final int LARGEST_BATCH = 64 * 1024;

    private final Queue<byte[]> frames = new ArrayDeque<>();
    private long size;
    private boolean closed;
    private boolean writerWaiting;

    /**
     * Adds a frame. A closed queue drops it.
     *
     * @throws BusException with {@link DBusErrorNames#LIMITS_EXCEEDED} if too many bytes wait already
     */
    synchronized void put(byte[] frame) {
        if (size > 0 && size + frame.length > CAPACITY) {
            throw new BusException(
                    DBusErrorNames.LIMITS_EXCEEDED,
                    "the peer reads too slowly: " + size + " bytes are waiting to be sent");
        }
        if (!closed) {
            frames.add(frame);
            size += frame.length;
            notifyAll();
        }
    }

    /**
     * Waits for frames and returns them, several small ones in one buffer. Returns {@code null} once the queue is
     * closed.
     */
    synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (frames.isEmpty() && !closed) {
            writerWaiting = true;
            notifyAll();
            wait();
        }
        writerWaiting = false;
        byte[] first = frames.poll();
        if (first == null) {
            return null;
        }
        ByteBuffer batch = first.length >= LARGEST_BATCH ? ByteBuffer.wrap(first) : gather(first);
        size -= batch.limit();
        return batch;
    }

    private ByteBuffer gather(byte[] first) {
        ByteBuffer batch =
                ByteBuffer.allocate((int) Math.min(LARGEST_BATCH, size)).put(first);
        for (byte[] next = frames.peek(); next != null && next.length <= batch.remaining(); next = frames.peek()) {
            batch.put(frames.remove());
        }
        return batch.flip();
    }

    /**
     * Waits until the writer thread has written all frames. Returns earlier as soon as there is something to read:
     * otherwise both peers could wait for each other to read.
     */
    synchronized void awaitWritten(BooleanSupplier mayHaveInput) throws InterruptedException {
        while (!closed && !(writerWaiting && frames.isEmpty()) && !mayHaveInput.getAsBoolean()) {
            wait(1);
        }
    }

    /** Drops the waiting frames and makes {@link #take} return {@code null}. */
    synchronized void close() {
        closed = true;
        frames.clear();
        size = 0;
        notifyAll();
    }
}
