package io.github.servicehandler.journal;

import io.github.servicehandler.journal.JournalWarning.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reader of systemd's journal export format. A field is either a line {@code NAME=value}, or a line {@code NAME} that
 * is followed by the length of the value in eight bytes (little-endian), the value and a line feed. A blank line
 * follows each entry. See "Journal Export Format" in systemd's documentation.
 *
 * <p>Bad input never causes an exception: an entry that is malformed, too large or cut off is skipped with a warning.
 */
final class ExportFormatReader {

    /** The maximum size of an entry with all its fields, in bytes. */
    static final int LIMIT = 16 * 1024 * 1024;

    /** journald accepts no field larger than 768 MiB, so a length above 1 GiB is certainly wrong. */
    private static final long LONGEST_VALUE = 1L << 30;

    private static final int LONGEST_NAME = 256;

    private final InputStream in;
    private final Consumer<JournalWarning> warnings;
    private final UnitAttribution attribution;
    private final EntryBuffer entry;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int end;
    private boolean malformedReported;

    /** @param attribution determines the units of each entry */
    ExportFormatReader(InputStream in, Consumer<JournalWarning> warnings, UnitAttribution attribution, int limit) {
        this.in = in;
        this.warnings = warnings;
        this.attribution = attribution;
        this.entry = new EntryBuffer(limit);
    }

    private enum LineKind {
        TEXT,
        BINARY,
        BLANK,
        MALFORMED,
        END
    }

    /** Returns the next entry, or {@code null} at the end. */
    @Nullable
    JournalEntry next() throws IOException {
        while (true) {
            entry.clear();
            switch (readEntry()) {
                case BLANK -> {
                    JournalEntry complete = completeEntry();
                    if (complete != null) {
                        return complete;
                    }
                }
                case MALFORMED -> {
                    reportMalformed();
                    skipEntry();
                }
                default -> {
                    if (!entry.isEmpty() || entry.length() > 0) {
                        warn(Kind.TRUNCATED_ENTRY, "the output of journalctl ended in the middle of an entry");
                    }
                    return null;
                }
            }
        }
    }

    private LineKind readEntry() throws IOException {
        LineKind line = readField();
        while (line == LineKind.TEXT || line == LineKind.BINARY) {
            line = readField();
        }
        return line;
    }

    private @Nullable JournalEntry completeEntry() {
        if (entry.overflowed()) {
            warn(Kind.OVERSIZED_ENTRY, "an entry larger than " + LIMIT / 1024 / 1024 + " MiB was skipped");
            return null;
        }
        if (entry.isEmpty()) {
            return null;
        }
        JournalEntry complete = entry.toEntry(attribution);
        if (!complete.hasCursor()) {
            reportMalformed();
            return null;
        }
        malformedReported = false;
        return complete;
    }

    /** Reports malformed data, but only once until a valid entry follows: malformed data often continues. */
    private void reportMalformed() {
        if (!malformedReported) {
            warn(Kind.MALFORMED_ENTRY, "malformed data in the output of journalctl was skipped");
        }
        malformedReported = true;
    }

    private void warn(Kind kind, String message) {
        warnings.accept(new JournalWarning(kind, message));
    }

    private LineKind readField() throws IOException {
        int name = entry.length();
        LineKind line = readLine();
        return switch (line) {
            case TEXT -> {
                int nameLength = indexOfEquals(name) - name;
                entry.endField(name, nameLength, name + nameLength + 1);
                yield line;
            }
            case BINARY -> readBinary(name, entry.length() - name);
            default -> line;
        };
    }

    /** Appends a line, without its line feed, to the entry. */
    private LineKind readLine() throws IOException {
        boolean hasEquals = false;
        int begin = entry.length();
        int length = 0;
        while (true) {
            if (position == end && !fill()) {
                return LineKind.END;
            }
            int lineEnd = indexOf((byte) '\n', position);
            hasEquals = hasEquals || (length <= LONGEST_NAME && indexOf((byte) '=', position) < lineEnd);
            entry.append(buffer, position, lineEnd - position);
            length += lineEnd - position;
            position = lineEnd;
            if (lineEnd < end) {
                position++;
                return kindOf(hasEquals, begin, length);
            }
        }
    }

    private LineKind kindOf(boolean hasEquals, int begin, int length) {
        if (hasEquals) {
            return LineKind.TEXT;
        }
        if (length == 0) {
            return LineKind.BLANK;
        }
        return length <= LONGEST_NAME && (entry.overflowed() || isName(begin)) ? LineKind.BINARY : LineKind.MALFORMED;
    }

    private boolean isName(int begin) {
        for (int i = begin; i < entry.length(); i++) {
            byte c = entry.at(i);
            if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private int indexOfEquals(int from) {
        int index = from;
        while (index < entry.length() && entry.at(index) != '=') {
            index++;
        }
        return index;
    }

    private LineKind readBinary(int name, int nameLength) throws IOException {
        long length = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int next = read();
            if (next < 0) {
                return LineKind.END;
            }
            length |= (long) next << shift;
        }
        if (length < 0 || length > LONGEST_VALUE) {
            return LineKind.MALFORMED;
        }
        int value = entry.length();
        if (!readValue(length)) {
            return LineKind.END;
        }
        entry.endField(name, nameLength, value);
        int after = read();
        return after == '\n' ? LineKind.BINARY : after < 0 ? LineKind.END : LineKind.MALFORMED;
    }

    private boolean readValue(long length) throws IOException {
        long rest = length;
        while (rest > 0) {
            if (position == end && !fill()) {
                return false;
            }
            int count = (int) Math.min(rest, end - position);
            entry.append(buffer, position, count);
            position += count;
            rest -= count;
        }
        return true;
    }

    /** Skips everything up to and including the next blank line. */
    private void skipEntry() throws IOException {
        boolean lineBegins = true;
        for (int next = read(); next >= 0 && !(lineBegins && next == '\n'); next = read()) {
            lineBegins = next == '\n';
        }
    }

    private int read() throws IOException {
        return position == end && !fill() ? -1 : buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    /** Returns the index of the next such byte in the buffer, or the end of the buffered bytes if there is none. */
    private int indexOf(byte value, int from) {
        int index = from;
        while (index < end && buffer[index] != value) {
            index++;
        }
        return index;
    }
}
