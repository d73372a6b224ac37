package io.github.servicehandler.internal.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writer of aligned values into the bytes of one message, which grow as needed. */
final class FrameOutput {

    private static final int FIRST_CAPACITY = 256;

    private final ByteOrder order;
    private ByteBuffer bytes;

    FrameOutput(ByteOrder order) {
        this.order = order;
        this.bytes = ByteBuffer.allocate(FIRST_CAPACITY).order(order);
    }

    void int8(int value) {
        room(1).put((byte) value);
    }

    void int16(int value) {
        align(Short.BYTES);
        room(Short.BYTES).putShort((short) value);
    }

    void int32(int value) {
        align(Integer.BYTES);
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        align(Long.BYTES);
        room(Long.BYTES).putLong(value);
    }

    void text(String text) {
        checkText(text);
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int32(encoded.length);
        bytes(encoded);
        int8(0);
    }

    /** Writes a signature that is known to be valid. */
    void signature(String signature) {
        byte[] encoded = signature.getBytes(StandardCharsets.US_ASCII);
        int8(encoded.length);
        bytes(encoded);
        int8(0);
    }

    void bytes(byte[] values) {
        room(values.length).put(values);
    }

    /**
     * Reserves space for the length of an array and skips to its first element. Returns the argument for
     * {@link #endArray}.
     */
    int beginArray(int alignment) {
        int32(0);
        int length = bytes.position() - Integer.BYTES;
        align(alignment);
        // the length excludes the padding before the first element, so keep the position of the first element here
        bytes.putInt(length, bytes.position());
        return length;
    }

    /** Fills in the length of an array after its last element has been written. */
    void endArray(int begin) {
        int length = bytes.position() - bytes.getInt(begin);
        if (length > ProtocolLimits.ARRAY_BYTES) {
            throw new IllegalArgumentException(
                    "an array must be at most " + ProtocolLimits.ARRAY_BYTES + " bytes long, but was " + length);
        }
        bytes.putInt(begin, length);
    }

    void align(int boundary) {
        int padding = -bytes.position() & (boundary - 1);
        for (int i = 0; i < padding; i++) {
            int8(0);
        }
    }

    void checkDepth(int depth) {
        if (depth > ProtocolLimits.DEPTH) {
            throw new IllegalArgumentException("values must be nested at most " + ProtocolLimits.DEPTH + " deep");
        }
    }

    int position() {
        return bytes.position();
    }

    /** Overwrites an integer that was written before. */
    void putInt32(int position, int value) {
        bytes.putInt(position, value);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("a string must not contain a NUL, but has one at index " + i);
            }
            if (Character.isSurrogate(c)) {
                checkPair(text, i++);
            }
        }
    }

    private static void checkPair(String text, int at) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
            throw new IllegalArgumentException(
                    "a string must not contain an unpaired surrogate, but has one at index " + at);
        }
    }

    private ByteBuffer room(int count) {
        if (count > bytes.remaining()) {
            grow((long) bytes.position() + count);
        }
        return bytes;
    }

    private void grow(long needed) {
        if (needed > ProtocolLimits.MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message must be at most " + ProtocolLimits.MESSAGE_BYTES + " bytes long");
        }
        int capacity = (int) Math.max(needed, Math.min(2L * bytes.capacity(), ProtocolLimits.MESSAGE_BYTES));
        bytes = ByteBuffer.allocate(capacity).order(order).put(bytes.flip());
    }
}
