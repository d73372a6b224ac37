package io.github.servicehandler.internal.dbus;

import java.util.ArrayList;
import java.util.List;

/** Parser of one signature. */
final class SignatureParser {

    private final String text;
    private int position;

    SignatureParser(String text) {
        this.text = text;
    }

    List<SignatureType> parse() {
        if (text.length() > ProtocolLimits.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature must be at most " + ProtocolLimits.SIGNATURE_BYTES
                    + " bytes long, but was " + text.length());
        }
        List<SignatureType> types = new ArrayList<>();
        while (position < text.length()) {
            types.add(next(0, 0));
        }
        return types;
    }

    private SignatureType next(int arrays, int structs) {
        char code = take();
        BasicType basic = BasicType.of(code);
        if (basic != null) {
            return basic;
        }
        return switch (code) {
            case 'v' -> new VariantType();
            case 'a' -> array(arrays + 1, structs);
            case '(' -> struct(arrays, structs + 1);
            default -> throw invalid("it has an unknown type at index " + (position - 1));
        };
    }

    private SignatureType array(int arrays, int structs) {
        checkDepth(arrays);
        if (position < text.length() && text.charAt(position) == '{') {
            position++;
            return dict(arrays, structs);
        }
        return new ArrayType(next(arrays, structs));
    }

    private SignatureType dict(int arrays, int structs) {
        BasicType key = BasicType.of(take());
        if (key == null) {
            throw invalid("the key of a dictionary must be of a basic type");
        }
        SignatureType value = next(arrays, structs);
        if (take() != '}') {
            throw invalid("an entry of a dictionary must have one key and one value");
        }
        return new DictType(key, value);
    }

    private SignatureType struct(int arrays, int structs) {
        checkDepth(structs);
        List<SignatureType> members = new ArrayList<>();
        while (position >= text.length() || text.charAt(position) != ')') {
            members.add(next(arrays, structs));
        }
        position++;
        if (members.isEmpty()) {
            throw invalid("a struct must have at least one member");
        }
        return new StructType(List.copyOf(members));
    }

    private char take() {
        if (position >= text.length()) {
            throw invalid("it is incomplete");
        }
        return text.charAt(position++);
    }

    private void checkDepth(int depth) {
        if (depth > ProtocolLimits.SIGNATURE_DEPTH) {
            throw invalid("it nests arrays or structs more than " + ProtocolLimits.SIGNATURE_DEPTH + " deep");
        }
    }

    private IllegalArgumentException invalid(String problem) {
        return new IllegalArgumentException(TextExcerpt.of(text) + " is not a valid signature: " + problem);
    }
}
