package io.github.servicehandler.bus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from bytes as they come, of either endianness. Memory grows with the bytes that have come, never with what they
 * claim is still to come. Not thread-safe.
 *
 * <p>After a {@link MalformedMessageException} nothing that follows makes sense; drop the decoder with the connection.
 */
public final class Decoder {

    private static final int CAPACITY = 16 * 1024;
    private static final int PREAMBLE = 16;
    private static final int BODY_LENGTH_AT = 4;
    private static final int FIELDS_LENGTH_AT = 12;

    private final MessageParser parser = new MessageParser();
    private byte[] bytes = new byte[CAPACITY];
    private int begin;
    private int end;

    /** Creates a decoder that has seen nothing yet. */
    public Decoder() {}

    /**
     * Takes bytes that have come.
     *
     * @param added the bytes; all that remain are taken
     */
    public void add(ByteBuffer added) {
        makeRoom(added.remaining());
        int count = added.remaining();
        added.get(bytes, end, count);
        end += count;
    }

    /**
     * Returns the next message that has come whole. Messages of types that this specification does not know are skipped.
     *
     * @return the message, or {@code null} if more bytes are needed
     * @throws MalformedMessageException if the bytes are no message
     */
    public @Nullable Message next() {
        while (end - begin >= PREAMBLE) {
            ByteOrder order = MessageParser.order(bytes[begin]);
            int length = frameLength(ByteBuffer.wrap(bytes).order(order));
            if (end - begin < length) {
                return null;
            }
            Message message = parser.parse(bytes, begin, length, order);
            consume(length);
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private int frameLength(ByteBuffer frame) {
        long body = Integer.toUnsignedLong(frame.getInt(begin + BODY_LENGTH_AT));
        long fields = Integer.toUnsignedLong(frame.getInt(begin + FIELDS_LENGTH_AT));
        long length = PREAMBLE + ((fields + 7) & ~7L) + body;
        if (fields > Limits.ARRAY_BYTES || length > Limits.MESSAGE_BYTES) {
            throw new MalformedMessageException(
                    "A message claims to be " + length + " bytes long, " + fields + " of them in its header");
        }
        return (int) length;
    }

    private void consume(int length) {
        begin += length;
        if (begin == end) {
            begin = 0;
            end = 0;
            // a large message must not occupy memory for ever
            bytes = bytes.length > 4 * CAPACITY ? new byte[CAPACITY] : bytes;
        }
    }

    private void makeRoom(int count) {
        if (count <= bytes.length - end) {
            return;
        }
        int size = end - begin;
        byte[] to = count <= bytes.length - size ? bytes : new byte[Math.max(size + count, 2 * bytes.length)];
        System.arraycopy(bytes, begin, to, 0, size);
        bytes = to;
        begin = 0;
        end = size;
    }
}
