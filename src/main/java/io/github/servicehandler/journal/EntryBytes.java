package io.github.servicehandler.journal;

import java.util.Arrays;

/** Collects the bytes of one entry and where its fields are, up to a limit; what is more is only noticed. */
final class EntryBytes {

    private final int limit;
    private byte[] bytes = new byte[4096];
    private int length;
    private int[] fields = new int[JournalEntry.STRIDE * 64];
    private int fieldsLength;
    private boolean overflown;

    EntryBytes(int limit) {
        this.limit = limit;
    }

    void clear() {
        // one giant must not keep its memory for ever
        if (bytes.length > 1024 * 1024) {
            bytes = new byte[4096];
        }
        length = 0;
        fieldsLength = 0;
        overflown = false;
    }

    void append(byte[] from, int offset, int count) {
        if (overflown || count > limit - length) {
            overflown = true;
            return;
        }
        if (count > bytes.length - length) {
            // twice a length below the limit is an int as long as the limit is a gigabyte at most
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

    /** Notes a field: where its name begins, how long that is, where its value begins; it ends where the bytes end now. */
    void endField(int name, int nameLength, int value) {
        if (overflown) {
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
        return fieldsLength == 0 && !overflown;
    }

    boolean overflown() {
        return overflown;
    }

    JournalEntry toEntry(Marks marks) {
        return new JournalEntry(Arrays.copyOf(bytes, length), Arrays.copyOf(fields, fieldsLength), marks);
    }
}
