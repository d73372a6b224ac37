package io.github.servicehandler.unit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reader of the lines of a unit file. It joins lines that a backslash continues, and leaves out comments. */
final class UnitFileLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** The maximum number of bytes of a line, continuations included. A single part must have fewer. */
    static final int LIMIT = 1024 * 1024;

    private final String text;
    private int position;
    private int number;
    private boolean markSeen;

    UnitFileLines(String text) {
        this.text = text;
    }

    /** A logical line, joined from several lines if continued. {@code number} is that of the last one, from 1. */
    record LogicalLine(int number, String text, boolean tooLong) {}

    /** Returns the next line, or {@code null} if there is none. */
    @Nullable
    LogicalLine next() {
        StringBuilder joined = new StringBuilder();
        int length = 0;
        while (position < text.length()) {
            String line = physicalLine();
            int bytes = line.getBytes(StandardCharsets.UTF_8).length;
            if (bytes >= LIMIT) {
                return new LogicalLine(number, line, true);
            }
            if (isComment(UntrustedText.strip(line))) {
                continue;
            }
            joined.append(withoutMark(line));
            length += bytes;
            if (length > LIMIT || !isContinued(joined)) {
                return new LogicalLine(number, joined.toString(), length > LIMIT);
            }
            joined.setCharAt(joined.length() - 1, ' ');
        }
        // the text ends in a line whose continuation is missing; systemd counts one more line for it
        return joined.isEmpty() ? null : new LogicalLine(number + 1, joined.toString(), false);
    }

    private String physicalLine() {
        int begin = position;
        while (position < text.length() && !isLineEnd(text.charAt(position))) {
            position++;
        }
        int end = position;
        skipLineEnd();
        number++;
        return text.substring(begin, end);
    }

    /** Skips one line end: LF, CR or NUL, or LF and CR in either order, with or without a NUL after them. */
    private void skipLineEnd() {
        String seen = "";
        while (position < text.length() && seen.indexOf('\0') < 0) {
            char c = text.charAt(position);
            if (!isLineEnd(c) || seen.indexOf(c) >= 0) {
                return;
            }
            seen += c;
            position++;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\0';
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    /** Drops the first byte order mark that begins a line, whether or not it is the first line. */
    private String withoutMark(String line) {
        if (markSeen || !line.startsWith(BYTE_ORDER_MARK)) {
            return line;
        }
        markSeen = true;
        return line.substring(1);
    }

    /** Returns whether a line ends in a backslash that no other backslash escapes. */
    static boolean isContinued(CharSequence line) {
        int end = line.length();
        int backslashes = 0;
        while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /**
     * Returns the text that begins a line and is parsed as this key. A key can begin with {@code #} or {@code ;} only
     * if a byte order mark preceded it, and parsing drops only one mark. So there is at most one such key, and writing
     * the mark again is safe.
     */
    static String guard(String key) {
        return isComment(key) ? BYTE_ORDER_MARK + key : key.startsWith(BYTE_ORDER_MARK) ? " " + key : key;
    }
}
