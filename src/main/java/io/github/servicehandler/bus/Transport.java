package io.github.servicehandler.bus;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries bytes to the other side and back. One thread reads and one writes at a time; any may close. */
public interface Transport extends AutoCloseable {

    /**
     * Establishes the way to the other side, where that is not done yet. Waits as long as it takes, or until {@link #close}.
     *
     * @throws IOException if there is no such way
     */
    void open() throws IOException;

    /**
     * Reads what has come, at least one byte. Waits as long as it takes, or until {@link #close}.
     *
     * @param into a buffer with an array
     * @return how many bytes were read, or -1 if there will be no more
     * @throws IOException if reading failed or the transport was closed
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes all bytes. Waits as long as it takes, or until {@link #close}.
     *
     * @param from a buffer with an array; nothing remains in it
     * @throws IOException if writing failed or the transport was closed
     */
    void write(ByteBuffer from) throws IOException;

    /**
     * Returns what people know the other side by, such as a socket's path.
     *
     * @return the address
     */
    String address();

    /** Ends everything, also what other threads are waiting for here. Does nothing the second time. */
    @Override
    void close();
}
