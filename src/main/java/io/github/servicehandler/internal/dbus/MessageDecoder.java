package io.github.servicehandler.internal.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of messages from a stream of bytes, of either endianness. Memory grows with the bytes received, never with
 * the lengths that they claim. Not thread-safe.
 *
 * <p>After a {@link MalformedMessageException} the rest of the stream has no meaning. Discard the decoder together with
 * the connection.
 */
public final class MessageDecoder {

    private static final int CAPACITY = 16 * 1024;
    private static final int PREAMBLE = 16;
    private static final int BODY_LENGTH_AT = 4;
    private static final int FIELDS_LENGTH_AT = 12;

    private final MessageParser parser = new MessageParser();
    private byte[] bytes = new byte[CAPACITY];
    private int begin;
    private int end;

    /** Creates a decoder without any input. */
    public MessageDecoder() {}

    /**
     * Adds bytes that were received.
     *
     * @param added the bytes; all remaining ones are consumed
     */
    public void add(ByteBuffer added) {
        makeRoom(added.remaining());
        int count = added.remaining();
        added.get(bytes, end, count);
        end += count;
    }

    /**
     * Returns the next complete message. Messages of unknown types are skipped.
     *
     * @return the message, or {@code null} if more bytes are needed
     * @throws MalformedMessageException if the bytes are not a valid message
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
        if (fields > ProtocolLimits.ARRAY_BYTES || length > ProtocolLimits.MESSAGE_BYTES) {
            throw new MalformedMessageException("the message claims to be " + length + " bytes long, " + fields
                    + " of them in header fields; allowed are " + ProtocolLimits.MESSAGE_BYTES + " and "
                    + ProtocolLimits.ARRAY_BYTES);
        }
        return (int) length;
    }

    private void consume(int length) {
        begin += length;
        if (begin == end) {
            begin = 0;
            end = 0;
            // release the memory of a large message
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
