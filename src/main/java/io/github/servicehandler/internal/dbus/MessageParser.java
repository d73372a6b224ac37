package io.github.servicehandler.internal.dbus;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parser of complete messages. Not thread-safe. */
final class MessageParser {

    private static final int VERSION = 1;
    private static final int ALIGNMENT = 8;
    private static final VariantType VARIANT = new VariantType();

    /** The number of containers around the variant of a header field: an array and a struct. */
    private static final int FIELD_DEPTH = 2;

    private final StringCache strings = new StringCache();

    /** Returns the endianness that the first byte of a message stands for. */
    static ByteOrder order(byte firstByte) {
        return switch (firstByte) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new MalformedMessageException(
                        "a message must begin with 'l' or 'B', but began with byte " + Byte.toUnsignedInt(firstByte));
        };
    }

    /** Returns the message, or {@code null} if its type is unknown. */
    @Nullable
    Message parse(byte[] bytes, int begin, int length, ByteOrder order) {
        FrameInput in = new FrameInput(bytes, begin, length, order, strings);
        in.uint8();
        int typeCode = in.uint8();
        int flags = in.uint8();
        check(in.uint8() == VERSION, "the protocol version of a message must be 1");
        in.int32();
        int serial = in.int32();
        check(serial != 0, "the serial of a message must not be 0");
        check(typeCode != 0, "the type of a message must not be 0");
        MessageType type = MessageType.of(typeCode);
        return type == null ? null : parse(type, flags, serial, in);
    }

    private static Message parse(MessageType type, int flags, int serial, FrameInput in) {
        Map<HeaderField, Object> fields = fields(in);
        for (HeaderField required : type.required()) {
            if (!fields.containsKey(required)) {
                throw new MalformedMessageException(
                        "a message of type " + type + " must have the header field " + required);
            }
        }
        in.align(ALIGNMENT);
        Object text = fields.get(HeaderField.SIGNATURE);
        Signature signature = text == null ? Signature.EMPTY : in.signatureOf((String) text);
        return new Message(type, flags, serial, fields, signature, body(signature, in));
    }

    private static Map<HeaderField, Object> fields(FrameInput in) {
        Map<HeaderField, Object> fields = new EnumMap<>(HeaderField.class);
        int end = in.arrayEnd(ALIGNMENT);
        while (in.isBefore(end)) {
            in.align(ALIGNMENT);
            int code = in.uint8();
            check(code != 0, "the code of a header field must not be 0");
            HeaderField field = HeaderField.of(code);
            Variant value = (Variant) VARIANT.read(in, FIELD_DEPTH);
            if (field != null) {
                checkAllowed(field, value);
                check(fields.put(field, value.value()) == null, "a header must not have a field twice");
            }
        }
        return fields;
    }

    private static void checkAllowed(HeaderField field, Variant value) {
        if (value.signature().types().get(0) != field.type() || !field.allows(value.value())) {
            throw new MalformedMessageException(
                    "the header field " + field + " has an invalid value of type " + value.signature()
                            + (value.value() instanceof String ? ": " + TextExcerpt.of((String) value.value()) : ""));
        }
    }

    private static List<Object> body(Signature signature, FrameInput in) {
        List<Object> values = new ArrayList<>(signature.types().size());
        for (SignatureType type : signature.types()) {
            values.add(type.read(in, 0));
        }
        in.checkEnd();
        return Collections.unmodifiableList(values);
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new MalformedMessageException(problem);
        }
    }
}
