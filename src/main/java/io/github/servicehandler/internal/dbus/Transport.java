package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A way to send bytes to a peer and to receive bytes from it. One thread may read and another one may write at the same
 * time; any thread may close.
 */
public interface Transport extends AutoCloseable {

    /**
     * Connects to the peer, unless the transport is connected from the start. Waits until that is done or
     * {@link #close} is called.
     *
     * @throws IOException if connecting fails
     */
    void open() throws IOException;

    /**
     * Reads at least one byte. Waits until one arrives or {@link #close} is called.
     *
     * @param into a buffer with an accessible array
     * @return the number of bytes read, or -1 at the end of the stream
     * @throws IOException if reading fails or the transport is closed
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Returns whether there may be bytes to read without waiting.
     *
     * @return {@code false} only if there certainly are none
     */
    default boolean mayHaveInput() {
        return true;
    }

    /**
     * Writes all remaining bytes of a buffer. Waits until that is done or {@link #close} is called.
     *
     * @param from a buffer with an accessible array
     * @throws IOException if writing fails or the transport is closed
     */
    void write(ByteBuffer from) throws IOException;

    /**
     * Returns a readable address of the peer, such as a socket's path.
     *
     * @return the address
     */
    String address();

    /** Closes the transport. Threads that wait in its other methods stop waiting. Further calls have no effect. */
    @Override
    void close();
}
