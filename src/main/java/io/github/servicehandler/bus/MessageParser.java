package io.github.servicehandler.bus;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the bytes of whole messages. Not thread-safe. */
final class MessageParser {

    private static final int VERSION = 1;
    private static final int ALIGNMENT = 8;
    private static final VariantType VARIANT = new VariantType();

    /** How deep the value of a header field is: in an array, a struct and a variant. */
    private static final int FIELD_DEPTH = 2;

    private final TextCache texts = new TextCache();

    /** Returns the endianness that a message's first byte tells. */
    static ByteOrder order(byte mark) {
        return switch (mark) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new MalformedMessageException(
                        "A message begins with l or B, not with byte " + Byte.toUnsignedInt(mark));
        };
    }

    /** Returns the message, or {@code null} if it is of an unknown type. */
    @Nullable
    Message parse(byte[] bytes, int begin, int length, ByteOrder order) {
        FrameInput in = new FrameInput(bytes, begin, length, order, texts);
        in.uint8();
        int typeCode = in.uint8();
        int flags = in.uint8();
        check(in.uint8() == VERSION, "A message is of another version of the protocol");
        in.int32();
        int serial = in.int32();
        check(serial != 0, "A message's serial is zero");
        check(typeCode != 0, "A message's type is zero");
        MessageType type = MessageType.of(typeCode);
        return type == null ? null : parse(type, flags, serial, in);
    }

    private static Message parse(MessageType type, int flags, int serial, FrameInput in) {
        Map<HeaderField, Object> fields = fields(in);
        for (HeaderField required : type.required()) {
            if (!fields.containsKey(required)) {
                throw new MalformedMessageException("A " + type + " has no " + required);
            }
        }
        in.align(ALIGNMENT);
        Object text = fields.get(HeaderField.SIGNATURE);
        Signature signature = text == null ? Signature.EMPTY : in.known((String) text);
        return new Message(type, flags, serial, fields, signature, body(signature, in));
    }

    private static Map<HeaderField, Object> fields(FrameInput in) {
        Map<HeaderField, Object> fields = new EnumMap<>(HeaderField.class);
        int end = in.arrayEnd(ALIGNMENT);
        while (in.isBefore(end)) {
            in.align(ALIGNMENT);
            int code = in.uint8();
            check(code != 0, "A header field's code is zero");
            HeaderField field = HeaderField.of(code);
            Variant value = (Variant) VARIANT.read(in, FIELD_DEPTH);
            if (field != null) {
                checkAllowed(field, value);
                check(fields.put(field, value.value()) == null, "A header has a field twice");
            }
        }
        return fields;
    }

    private static void checkAllowed(HeaderField field, Variant value) {
        if (value.signature().types().get(0) != field.type() || !field.allows(value.value())) {
            throw new MalformedMessageException("A header's " + field + " is of type " + value.signature()
                    + (value.value() instanceof String ? ", " + Excerpt.of((String) value.value()) : ""));
        }
    }

    private static List<Object> body(Signature signature, FrameInput in) {
        List<Object> values = new ArrayList<>(signature.types().size());
        for (Type type : signature.types()) {
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
