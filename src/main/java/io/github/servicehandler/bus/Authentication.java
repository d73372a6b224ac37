package io.github.servicehandler.bus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Lets the other side take us for who we are, by SASL's EXTERNAL: it asks its kernel. We name no user, because on the far side of a
 * bridge we may be another one than here; systemd's own clients do the same since 246.
 */
final class Authentication {

    /** All of our half at once: whatever the answers, nothing else would follow, and over a network each wait is felt. */
    private static final String OURS = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int BUFFER = 1024;

    private final Transport transport;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();

    private Authentication(Transport transport) {
        this.transport = transport;
    }

    /**
     * Performs the exchange.
     *
     * @return bytes that came after it already
     * @throws BusException if the other side does not want us, or does not speak D-Bus: {@link ErrorNames#AUTH_FAILED}
     */
    static ByteBuffer perform(Transport transport) throws IOException {
        transport.write(ByteBuffer.wrap(OURS.getBytes(StandardCharsets.US_ASCII)));
        Authentication authentication = new Authentication(transport);
        authentication.expect("DATA");
        authentication.expect("OK");
        return authentication.received;
    }

    private void expect(String word) throws IOException {
        String line = line();
        if (!line.equals(word) && !line.startsWith(word + " ")) {
            String problem = line.startsWith("REJECTED") ? " does not let this user in: " : " does not speak D-Bus: ";
            throw new BusException(
                    ErrorNames.AUTH_FAILED, transport.address() + problem + "it says " + Excerpt.of(line));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.lastIndexOf("\r\n") != line.length() - 2) {
            if (line.length() >= LONGEST_LINE) {
                throw new BusException(
                        ErrorNames.AUTH_FAILED,
                        transport.address() + " does not speak D-Bus: it says " + Excerpt.of(line.toString()));
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
                String last = soFar.isEmpty() ? "" : " It said " + Excerpt.of(soFar.toString());
                throw new BusException(
                        ErrorNames.DISCONNECTED, transport.address() + " hung up before it let this user in." + last);
            }
        }
        return received.get();
    }
}
