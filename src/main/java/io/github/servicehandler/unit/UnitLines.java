package io.github.servicehandler.unit;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Splits a unit file's text into its lines and joins those that a backslash continues, leaving out comments. */
final class UnitLines implements Iterator<UnitLines.Line> {

    /** Is a line, joined from several if continued; {@code number} is that of the last, from 1. */
    record Line(int number, String text) {}

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String text;
    private int position;
    private int number;
    private boolean markSeen;
    private @Nullable Line next;

    UnitLines(String text) {
        this.text = text;
        this.next = join();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Line next() {
        Line line = next;
        if (line == null) {
            throw new NoSuchElementException();
        }
        next = join();
        return line;
    }

    private @Nullable Line join() {
        StringBuilder joined = new StringBuilder();
        boolean continued = false;
        while (position < text.length()) {
            String line = physicalLine();
            if (isComment(line)) {
                continue;
            }
            joined.append(withoutMark(line));
            continued = isContinued(joined);
            if (!continued) {
                return new Line(number, joined.toString());
            }
            joined.setCharAt(joined.length() - 1, ' ');
        }
        return continued ? new Line(number + 1, joined.toString()) : null;
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

    /** Skips one line end: LF, CR or NUL, or LF and CR in any order, with or without a NUL after them. */
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
        String stripped = Text.strip(line);
        return stripped.startsWith("#") || stripped.startsWith(";");
    }

    private String withoutMark(String line) {
        if (markSeen || !line.startsWith(BYTE_ORDER_MARK)) {
            return line;
        }
        markSeen = true;
        return line.substring(1);
    }

    /** Tells whether the last backslash of a line is not itself escaped by the one before. */
    static boolean isContinued(CharSequence line) {
        int end = line.length();
        int backslashes = 0;
        while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
