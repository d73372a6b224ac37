package io.github.servicehandler.journal;

import java.util.Arrays;

/**
 * The bytes of one entry and the positions of its fields, up to a size limit. Beyond the limit, bytes are dropped and
 * only the overflow is recorded.
 */
final class EntryBuffer {

    private final int limit;
    private byte[] bytes = new byte[4096];
    private int length;
    private int[] fields = new int[JournalEntry.STRIDE * 64];
    private int fieldsLength;
    private boolean overflowed;

    EntryBuffer(int limit) {
        this.limit = limit;
    }

    void clear() {
        // do not keep the memory of one exceptionally large entry
        if (bytes.length > 1024 * 1024) {
            bytes = new byte[4096];
        }
        length = 0;
        fieldsLength = 0;
        overflowed = false;
    }

    void append(byte[] from, int offset, int count) {
        if (overflowed || count > limit - length) {
            overflowed = true;
            return;
        }
        if (count > bytes.length - length) {
            // doubling cannot overflow an int as long as the limit is at most 1 GiB
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(limit, 2 * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
    }

    /**
     * Records a field: where its name begins, how long the name is, and where its value begins. The value ends at the
     * current end of the bytes.
     */
    void endField(int name, int nameLength, int value) {
        if (overflowed) {
            return;
        }
        if (fieldsLength + JournalEntry.STRIDE > fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        fields[fieldsLength++] = name;
        fields[fieldsLength++] = nameLength;
        fields[fieldsLength++] = value;
        fields[fieldsLength++] = length;
    }

    boolean isEmpty() {
        return fieldsLength == 0 && !overflowed;
    }

    boolean overflowed() {
        return overflowed;
    }

    JournalEntry toEntry(UnitAttribution attribution) {
        return new JournalEntry(Arrays.copyOf(bytes, length), Arrays.copyOf(fields, fieldsLength), attribution);
    }
}
