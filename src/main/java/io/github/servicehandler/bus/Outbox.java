package io.github.servicehandler.bus;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Holds frames between those who send and the thread that writes. Nobody waits to put one in, least of all the thread that reads:
 * if it waited for the other side to read, and that for us, both would wait for ever. Thread-safe.
 */
final class Outbox {

    /** How much may wait to be written; one frame may always, however large. */
    static final int CAPACITY = 64 * 1024 * 1024;

    private static final int LARGEST_BATCH = 64 * 1024;

    private final Queue<byte[]> frames = new ArrayDeque<>();
    private long size;
    private boolean closed;

    /**
     * Takes a frame.
     *
     * @throws BusException if too much waits already: {@link ErrorNames#LIMITS_EXCEEDED}
     */
    synchronized void put(byte[] frame) {
        if (size > 0 && size + frame.length > CAPACITY) {
            throw new BusException(
                    ErrorNames.LIMITS_EXCEEDED, "The other side reads too slowly: " + size + " bytes wait to be sent");
        }
        if (!closed) {
            frames.add(frame);
            size += frame.length;
            notifyAll();
        }
    }

    /** Returns frames that wait, several small ones in one piece, as soon as there are any; {@code null} once this is closed. */
    synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (frames.isEmpty() && !closed) {
            wait();
        }
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

    /** Drops what waits, and ends {@link #take}. */
    synchronized void close() {
        closed = true;
        frames.clear();
        size = 0;
        notifyAll();
    }
}
