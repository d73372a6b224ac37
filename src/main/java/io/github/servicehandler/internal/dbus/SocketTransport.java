package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transport over a Unix-domain socket of this machine. */
public final class SocketTransport implements Transport {

    private static final Logger log = LoggerFactory.getLogger(SocketTransport.class.getPackageName());

    /**
     * The maximum size of one write. The JDK copies what it writes into native memory of the same size, and keeps that
     * memory as long as the thread lives.
     */
    private static final int LARGEST_WRITE = 64 * 1024;

    private final UnixDomainSocketAddress address;
    private final SocketChannel channel;

    /**
     * Creates a transport that is not connected yet.
     *
     * @param socket the socket's path
     * @throws BusException with {@link DBusErrorNames#LIMITS_EXCEEDED} if this machine cannot create another socket
     */
    public SocketTransport(Path socket) {
        address = UnixDomainSocketAddress.of(socket);
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException e) {
            throw new BusException(DBusErrorNames.LIMITS_EXCEEDED, "cannot create a socket: " + e.getMessage(), e);
        }
    }

    @Override
    public void open() throws IOException {
        channel.connect(address);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        int end = from.limit();
        while (from.position() < end) {
            from.limit(Math.min(end, from.position() + LARGEST_WRITE));
            channel.write(from);
        }
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("failed to close {}", address, e);
        }
    }
}
