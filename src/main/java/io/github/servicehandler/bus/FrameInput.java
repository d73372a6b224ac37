package io.github.servicehandler.bus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads aligned values from the bytes of one message. Looks before it leaps: nothing is allocated for bytes that are not there. */
final class FrameInput {

    private final byte[] array;
    private final int begin;
    private final ByteBuffer bytes;
    private final TextCache texts;

    /** Reads {@code length} bytes of an array; alignment counts from the first of them. */
    FrameInput(byte[] array, int begin, int length, ByteOrder order, TextCache texts) {
        this.array = array;
        this.begin = begin;
        this.bytes = ByteBuffer.wrap(array, begin, length).slice().order(order);
        this.texts = texts;
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
        String text = texts.text(array, begin + bytes.position(), length);
        skipWithNul(length);
        return text;
    }

    Signature signature() {
        int length = length(uint8());
        Signature signature = texts.signature(array, begin + bytes.position(), length);
        skipWithNul(length);
        return signature;
    }

    /** Returns a signature that was read as a text before. */
    Signature known(String text) {
        return texts.signature(text);
    }

    /** Reads the bytes up to a place. */
    byte[] bytes(int end) {
        byte[] copy = new byte[end - bytes.position()];
        bytes.get(copy);
        return copy;
    }

    /** Reads the length of an array and goes to its first element. Returns the place where it ends. */
    int arrayEnd(int alignment) {
        int length = int32();
        if (length < 0 || length > Limits.ARRAY_BYTES) {
            throw new MalformedMessageException(
                    "An array is " + Integer.toUnsignedString(length) + " bytes long, more than " + Limits.ARRAY_BYTES);
        }
        align(alignment);
        need(length);
        return bytes.position() + length;
    }

    /** Tells whether an array that ends at a place has more elements; its last one must end right there. */
    boolean isBefore(int end) {
        if (bytes.position() > end) {
            throw new MalformedMessageException("An array's last element is longer than the array");
        }
        return bytes.position() < end;
    }

    /** Skips the padding, which must be zeros, up to a multiple of a power of two. */
    void align(int boundary) {
        int padding = -bytes.position() & (boundary - 1);
        need(padding);
        for (int i = 0; i < padding; i++) {
            if (bytes.get() != 0) {
                throw new MalformedMessageException("Padding is not zero");
            }
        }
    }

    void checkDepth(int depth) {
        if (depth > Limits.DEPTH) {
            throw new MalformedMessageException("Values are nested deeper than " + Limits.DEPTH);
        }
    }

    /** Checks that nothing is left. */
    void checkEnd() {
        if (bytes.hasRemaining()) {
            throw new MalformedMessageException(
                    "The body has " + bytes.remaining() + " bytes more than its signature tells of");
        }
    }

    /** Returns the length of a text if it and the NUL after it are there. */
    private int length(int length) {
        if (length < 0 || length >= bytes.remaining()) {
            throw tooShort();
        }
        return length;
    }

    private void skipWithNul(int length) {
        bytes.position(bytes.position() + length);
        if (bytes.get() != 0) {
            throw new MalformedMessageException("A string does not end with a NUL");
        }
    }

    private void need(int count) {
        if (count > bytes.remaining()) {
            throw tooShort();
        }
    }

    private static MalformedMessageException tooShort() {
        return new MalformedMessageException("A value goes beyond the end of the message");
    }
}
