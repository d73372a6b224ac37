package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Transport over the standard streams of a program such as {@code systemd-stdio-bridge}. */
public final class StreamTransport implements Transport {

    private final InputStream in;
    private final OutputStream out;
    private final Runnable closer;
    private final String address;

    /**
     * Creates a transport.
     *
     * @param in the bytes from the peer
     * @param out the bytes to the peer
     * @param closer ends both streams and the waits of other threads in them, for example by killing the program
     * @param address a readable address of the peer
     */
    public StreamTransport(InputStream in, OutputStream out, Runnable closer, String address) {
        this.in = in;
        this.out = out;
        this.closer = closer;
        this.address = address;
    }

    @Override
    public void open() {
        // the program is already running
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(count, 0));
        return count;
    }

    @Override
    public boolean mayHaveInput() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            // reading will report the error
            return true;
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
        out.flush();
        from.position(from.limit());
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void close() {
        closer.run();
    }
}
