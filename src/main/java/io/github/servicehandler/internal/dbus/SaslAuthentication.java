package io.github.servicehandler.internal.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Authentication of this client by the SASL mechanism EXTERNAL, in which the peer asks its kernel for the user. The
 * client names no user, because the far end of a bridge may run as a different user; systemd's own clients have done
 * the same since version 246.
 */
final class SaslAuthentication {

    /**
     * The client's half of the exchange, sent at once: no reply changes what follows, and over a network each round
     * trip takes noticeable time.
     */
    private static final String CLIENT_LINES = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int BUFFER = 1024;

    private final Transport transport;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();

    private SaslAuthentication(Transport transport) {
        this.transport = transport;
    }

    /**
     * Performs the exchange.
     *
     * @return the bytes that were received after the exchange
     * @throws BusException with {@link DBusErrorNames#AUTH_FAILED} if the peer rejects this user or does not speak
     *     D-Bus, or with {@link DBusErrorNames#DISCONNECTED} if it closes the connection first
     */
    static ByteBuffer perform(Transport transport) throws IOException {
        transport.write(ByteBuffer.wrap(CLIENT_LINES.getBytes(StandardCharsets.US_ASCII)));
        SaslAuthentication authentication = new SaslAuthentication(transport);
        authentication.expect("DATA");
        authentication.expect("OK");
        return authentication.received;
    }

    private void expect(String word) throws IOException {
        String line = line();
        if (!line.equals(word) && !line.startsWith(word + " ")) {
            String problem = line.startsWith("REJECTED") ? " rejected this user: " : " does not speak D-Bus: ";
            throw new BusException(
                    DBusErrorNames.AUTH_FAILED, transport.address() + problem + "it replied " + TextExcerpt.of(line));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.lastIndexOf("\r\n") != line.length() - 2) {
            if (line.length() >= LONGEST_LINE) {
                throw new BusException(
                        DBusErrorNames.AUTH_FAILED,
                        transport.address() + " does not speak D-Bus: it replied " + TextExcerpt.of(line.toString()));
            }
            line.append((char) Byte.toUnsignedInt(next(line)));
        }
        return line.substring(0, line.length() - 2);
    }

    private byte next(StringBuilder soFar) throws IOException {
        if (!received.hasRemaining()) {
            received.clear();
            int count = transport.read(received);
            received.flip();
            if (count < 0) {
                String last = soFar.isEmpty() ? "" : ", after the unfinished line " + TextExcerpt.of(soFar.toString());
                throw new BusException(
                        DBusErrorNames.DISCONNECTED,
                        transport.address() + " closed the connection during authentication" + last);
            }
        }
        return received.get();
    }
}
