package io.github.servicehandler.internal.text;

/**
 * Text that a terminal or a log shows as it is. A program can print sequences that clear a terminal, change its title
 * or reverse the order of characters, so text from others is shown in exceptions and by {@code toString} only in this
 * form.
 */
public final class VisibleText {

    private static final int LONGEST_QUOTE = 300;

    private VisibleText() {}

    /**
     * Returns the text on one line: every character that a terminal would not show as itself is escaped, also a line
     * break. A tab stays.
     */
    public static String line(String text) {
        return visible(text, "\t");
    }

    /** Returns the text like {@link #line}, but with its line feeds. */
    public static String lines(String text) {
        return visible(text, "\t\n");
    }

    /**
     * Returns the text in double quotes, with each character escaped that a terminal would not show as itself. Cuts off
     * a long text.
     */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().limit(LONGEST_QUOTE).forEach(c -> append(out, c));
        out.append('"');
        if (text.codePointCount(0, text.length()) > LONGEST_QUOTE) {
            out.append("... (").append(text.length()).append(" characters)");
        }
        return out.toString();
    }

    private static String visible(String text, String kept) {
        if (text.codePoints().allMatch(c -> isPrintable(c) || kept.indexOf(c) >= 0)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (kept.indexOf(c) >= 0) {
                out.append((char) c);
            } else {
                append(out, c);
            }
        });
        return out.toString();
    }

    /** Appends a character, escaped if a terminal would not show it as itself. */
    public static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
                }
            }
        }
    }

    /** Returns whether a terminal shows the character as itself. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c == ' ' || !Character.isSpaceChar(c);
        };
    }
}
