package io.github.servicehandler.internal.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reader of aligned values from the bytes of one message. It allocates memory only for bytes that are present. */
final class FrameInput {

    private final byte[] array;
    private final int begin;
    private final ByteBuffer bytes;
    private final StringCache strings;

    /** Creates a reader of {@code length} bytes of an array. Alignment counts from the first of them. */
    FrameInput(byte[] array, int begin, int length, ByteOrder order, StringCache strings) {
        this.array = array;
        this.begin = begin;
        this.bytes = ByteBuffer.wrap(array, begin, length).slice().order(order);
        this.strings = strings;
    }

    int uint8() {
        need(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    short int16() {
        align(Short.BYTES);
        need(Short.BYTES);
        return bytes.getShort();
    }

    int int32() {
        align(Integer.BYTES);
        need(Integer.BYTES);
        return bytes.getInt();
    }

    long int64() {
        align(Long.BYTES);
        need(Long.BYTES);
        return bytes.getLong();
    }

    String text() {
        int length = length(int32());
        String text = strings.text(array, begin + bytes.position(), length);
        skipWithNul(length);
        return text;
    }

    Signature signature() {
        int length = length(uint8());
        Signature signature = strings.signature(array, begin + bytes.position(), length);
        skipWithNul(length);
        return signature;
    }

    /** Returns the signature that a text represents. */
    Signature signatureOf(String text) {
        return strings.signature(text);
    }

    /** Reads the bytes up to a position. */
    byte[] bytes(int end) {
        byte[] copy = new byte[end - bytes.position()];
        bytes.get(copy);
        return copy;
    }

    /** Reads the length of an array and skips to its first element. Returns the position of the array's end. */
    int arrayEnd(int alignment) {
        int length = int32();
        if (length < 0 || length > ProtocolLimits.ARRAY_BYTES) {
            throw new MalformedMessageException("an array must be at most " + ProtocolLimits.ARRAY_BYTES
                    + " bytes long, but was " + Integer.toUnsignedString(length));
        }
        align(alignment);
        need(length);
        return bytes.position() + length;
    }

    /** Returns whether an array that ends at a position has more elements. Its last element must end exactly there. */
    boolean isBefore(int end) {
        if (bytes.position() > end) {
            throw new MalformedMessageException("the last element of an array extends beyond the array");
        }
        return bytes.position() < end;
    }

    /** Skips padding up to a multiple of a power of two. The padding must consist of zeros. */
    void align(int boundary) {
        int padding = -bytes.position() & (boundary - 1);
        need(padding);
        for (int i = 0; i < padding; i++) {
            if (bytes.get() != 0) {
                throw new MalformedMessageException("padding must be 0");
            }
        }
    }

    void checkDepth(int depth) {
        if (depth > ProtocolLimits.DEPTH) {
            throw new MalformedMessageException("values must be nested at most " + ProtocolLimits.DEPTH + " deep");
        }
    }

    /** Checks that all bytes were read. */
    void checkEnd() {
        if (bytes.hasRemaining()) {
            throw new MalformedMessageException(
                    "the body must end with its last value, but is longer; bytes left over: " + bytes.remaining());
        }
    }

    /** Returns the length of a string after checking that the string and the NUL after it are present. */
    private int length(int length) {
        if (length < 0 || length >= bytes.remaining()) {
            throw tooShort();
        }
        return length;
    }

    private void skipWithNul(int length) {
        bytes.position(bytes.position() + length);
        if (bytes.get() != 0) {
            throw new MalformedMessageException("a string must end with a NUL");
        }
    }

    private void need(int count) {
        if (count > bytes.remaining()) {
            throw tooShort();
        }
    }

    private static MalformedMessageException tooShort() {
        return new MalformedMessageException("a value extends beyond the end of the message");
    }
}
