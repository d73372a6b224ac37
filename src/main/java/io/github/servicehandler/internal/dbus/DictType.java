package io.github.servicehandler.internal.dbus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dictionary type: an array of entries on the wire, a {@code Map} in Java. If a key occurs more than once, the last
 * entry counts.
 */
record DictType(BasicType key, SignatureType value) implements SignatureType {

    private static final int ENTRY_ALIGNMENT = 8;

    @Override
    public int alignment() {
        return 4;
    }

    @Override
    public Object read(FrameInput in, int depth) {
        in.checkDepth(depth + 2);
        int end = in.arrayEnd(ENTRY_ALIGNMENT);
        Map<Object, Object> entries = new LinkedHashMap<>();
        while (in.isBefore(end)) {
            in.align(ENTRY_ALIGNMENT);
            entries.put(key.read(in), value.read(in, depth + 2));
        }
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public void write(FrameOutput out, Object value, int depth) {
        out.checkDepth(depth + 2);
        int begin = out.beginArray(ENTRY_ALIGNMENT);
        Map<?, ?> entries = SignatureType.cast(Map.class, value, toString());
        entries.forEach((name, each) -> {
            out.align(ENTRY_ALIGNMENT);
            key.write(out, name);
            this.value.write(out, each, depth + 2);
        });
        out.endArray(begin);
    }

    @Override
    public String toString() {
        return "a{" + key + value + "}";
    }
}
