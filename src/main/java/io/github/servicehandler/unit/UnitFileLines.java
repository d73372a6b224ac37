package io.github.servicehandler.unit;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reader of the lines of a unit file. It joins lines that a backslash continues, and leaves out comments. */
final class UnitFileLines {

    static final String BYTE_ORDER_MARK = "\uFEFF";
    /** The maximum number of bytes of a line, continuations included. A single part must have fewer. */
    static final int LIMIT = 1024 * 1024;

    private final String text;
    private int position;
    private int number;
    private int mark = -1;
    private boolean endsOpen;

    UnitFileLines(String text) {
        this.text = text;
    }

    /** A logical line, joined from several lines if continued. {@code number} is that of the last one, from 1. */
    record LogicalLine(int number, String text, boolean tooLong, TextSpan place) {}

    /** Returns the next line, or {@code null} if there is none. */
    @Nullable
    LogicalLine next() {
        StringBuilder joined = new StringBuilder();
        int length = 0;
        int begin = position;
        while (position < text.length()) {
            int lineBegin = position;
            String line = physicalLine();
            int bytes = line.getBytes(StandardCharsets.UTF_8).length;
            if (bytes >= LIMIT) {
                return new LogicalLine(number, line, true, place(lineBegin, lineBegin + line.length()));
            }
            if (isComment(UntrustedText.strip(line))) {
                continue;
            }
            begin = joined.isEmpty() ? lineBegin : begin;
            joined.append(withoutMark(line, lineBegin));
            length += bytes;
            if (length > LIMIT || !isContinued(joined)) {
                TextSpan place = place(begin, lineBegin + line.length());
                return new LogicalLine(number, joined.toString(), length > LIMIT, place);
            }
            joined.setCharAt(joined.length() - 1, ' ');
        }
        return joined.isEmpty() ? null : unfinished(joined.toString(), begin);
    }

    /** Returns the line with which the text ends though its continuation is missing; systemd counts one more line. */
    private LogicalLine unfinished(String joined, int begin) {
        endsOpen = true;
        return new LogicalLine(number + 1, joined, false, place(begin, position));
    }

    private TextSpan place(int begin, int contentEnd) {
        return new TextSpan(begin, contentEnd, position);
    }

    /** Returns where the byte order mark is that was dropped so far, or -1 if there was none. */
    int mark() {
        return mark;
    }

    /** Returns whether the text has ended in a line whose continuation is missing. */
    boolean endsOpen() {
        return endsOpen;
    }

    private String physicalLine() {
        int begin = position;
        while (position < text.length() && !isLineEnd(text.charAt(position))) {
            position++;
        }
        int end = position;
        position = endOfLineEnd(text, position);
        number++;
        return text.substring(begin, end);
    }

    /**
     * Returns where the line end that begins at a position ends: LF, CR or NUL, or LF and CR in either order, with or
     * without a NUL after them.
     */
    static int endOfLineEnd(String text, int begin) {
        String seen = "";
        int end = begin;
        while (end < text.length() && seen.indexOf('\0') < 0) {
            char c = text.charAt(end);
            if (!isLineEnd(c) || seen.indexOf(c) >= 0) {
                return end;
            }
            seen += c;
            end++;
        }
        return end;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\0';
    }

    static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    /** Drops the first byte order mark that begins a line, whether or not it is the first line. */
    private String withoutMark(String line, int begin) {
        if (mark >= 0 || !line.startsWith(BYTE_ORDER_MARK)) {
            return line;
        }
        mark = begin;
        return line.substring(BYTE_ORDER_MARK.length());
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
}
