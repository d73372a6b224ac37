package io.github.servicehandler.internal.dbus;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Struct type: a fixed number of values of various types, a {@code List} in Java. */
record StructType(List<SignatureType> members) implements SignatureType {

    @Override
    public int alignment() {
        return 8;
    }

    @Override
    public Object read(FrameInput in, int depth) {
        in.checkDepth(depth + 1);
        in.align(alignment());
        Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = members.get(i).read(in, depth + 1);
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    public void write(FrameOutput out, Object value, int depth) {
        out.checkDepth(depth + 1);
        out.align(alignment());
        List<?> values = SignatureType.cast(List.class, value, toString());
        if (values.size() != members.size()) {
            throw new IllegalArgumentException(
                    "a value of type " + this + " must have " + members.size() + " members, but had " + values.size());
        }
        for (int i = 0; i < members.size(); i++) {
            members.get(i).write(out, values.get(i), depth + 1);
        }
    }

    @Override
    public String toString() {
        return members.stream().map(SignatureType::toString).collect(Collectors.joining("", "(", ")"));
    }
}
