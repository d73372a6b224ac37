package io.github.servicehandler.internal.dbus;

import java.nio.ByteOrder;
import java.util.List;

/** Encoder of messages in D-Bus's wire format, little-endian. */
public final class MessageEncoder {

    private static final int VERSION = 1;
    private static final int HEADER_ALIGNMENT = 8;
    private static final int BODY_LENGTH_AT = 4;

    private MessageEncoder() {}

    /**
     * Encodes a message.
     *
     * @param message the message, with a serial
     * @return the bytes
     * @throws IllegalArgumentException if the message has no serial, if a value does not match its type in the
     *     signature, or if the message exceeds a limit of the specification
     */
    public static byte[] encode(Message message) {
        return encode(message, ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] encode(Message message, ByteOrder order) {
        if (message.serial() == 0) {
            throw new IllegalArgumentException("a message must have a serial other than 0");
        }
        FrameOutput out = new FrameOutput(order);
        out.int8(order == ByteOrder.LITTLE_ENDIAN ? 'l' : 'B');
        out.int8(message.type().code());
        out.int8(message.flags());
        out.int8(VERSION);
        out.int32(0);
        out.int32(message.serial());
        writeFields(message, out);
        int begin = out.position();
        writeBody(message, out);
        out.putInt32(BODY_LENGTH_AT, out.position() - begin);
        return out.toBytes();
    }

    private static void writeFields(Message message, FrameOutput out) {
        int array = out.beginArray(HEADER_ALIGNMENT);
        message.fields().forEach((field, value) -> {
            out.align(HEADER_ALIGNMENT);
            out.int8(field.code());
            out.signature(field.type().toString());
            field.type().write(out, value);
        });
        out.endArray(array);
        out.align(HEADER_ALIGNMENT);
    }

    private static void writeBody(Message message, FrameOutput out) {
        List<SignatureType> types = message.signature().types();
        for (int i = 0; i < types.size(); i++) {
            types.get(i).write(out, message.body().get(i), 0);
        }
    }
}
