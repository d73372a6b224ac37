package io.github.servicehandler.internal.dbus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Array type: a {@code List} in Java, or a {@code byte[]} if its elements are bytes. */
record ArrayType(SignatureType element) implements SignatureType {

    @Override
    public int alignment() {
        return 4;
    }

    @Override
    public Object read(FrameInput in, int depth) {
        in.checkDepth(depth + 1);
        int end = in.arrayEnd(element.alignment());
        if (element == BasicType.BYTE) {
            return in.bytes(end);
        }
        List<Object> values = new ArrayList<>();
        while (in.isBefore(end)) {
            values.add(element.read(in, depth + 1));
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public void write(FrameOutput out, Object value, int depth) {
        out.checkDepth(depth + 1);
        int begin = out.beginArray(element.alignment());
        if (element == BasicType.BYTE) {
            out.bytes(SignatureType.cast(byte[].class, value, toString()));
        } else {
            for (Object each : SignatureType.cast(List.class, value, toString())) {
                element.write(out, each, depth + 1);
            }
        }
        out.endArray(begin);
    }

    @Override
    public String toString() {
        return "a" + element;
    }
}
