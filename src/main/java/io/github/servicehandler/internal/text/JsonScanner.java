package io.github.servicehandler.internal.text;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A strict scanner for the parts of a JSON text; see RFC 8259. Blanks between the parts are skipped.
 *
 * <p>A method that does not find what it expects throws an {@link IllegalArgumentException} that says what it expected
 * and where.
 */
public final class JsonScanner {

    private static final Pattern LITERAL =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");

    private final String text;
    private int position;

    /** Creates a scanner at the beginning of a text. */
    public JsonScanner(String text) {
        this(text, 0);
    }

    /** Creates a scanner inside a text. */
    public JsonScanner(String text, int position) {
        this.text = text;
        this.position = position;
    }

    /** Reads a number, {@code true}, {@code false} or {@code null}. */
    public String literal() {
        int begin = position();
        while (position < text.length() && (Character.isLetterOrDigit(peek()) || "+-.".indexOf(peek()) >= 0)) {
            position++;
        }
        String literal = text.substring(begin, position);
        if (!LITERAL.matcher(literal).matches()) {
            throw unexpected("a value");
        }
        return literal;
    }

    /** Reads the rest of a string, whose opening quote has been read. */
    public String string() {
        int begin = position;
        int end = text.indexOf('"', begin);
        if (end >= 0 && isPlain(begin, end)) {
            position = end + 1;
            return text.substring(begin, end);
        }
        return escapedString();
    }

    private boolean isPlain(int begin, int end) {
        return text.substring(begin, end).chars().noneMatch(c -> c == '\\' || c < ' ');
    }

    private String escapedString() {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw unexpected("an escaped control character");
            }
            value.append(c == '\\' ? escape() : c);
        }
        throw unexpected("the end of a string");
    }

    private char escape() {
        if (position >= text.length()) {
            throw unexpected("an escape");
        }
        char c = text.charAt(position++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw unexpected("an escape");
        };
    }

    private char codeUnit() {
        if (position + 4 > text.length()) {
            throw unexpected("four hexadecimal digits");
        }
        String digits = text.substring(position, position + 4);
        position += 4;
        try {
            return (char) HexFormat.fromHexDigits(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected four hexadecimal digits at position " + position, e);
        }
    }

    /** Reads a character. */
    public void expect(char expected) {
        if (!next(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    /** Reads a character if it comes next. Returns whether it did. */
    public boolean next(char expected) {
        skipBlanks();
        if (position < text.length() && peek() == expected) {
            position++;
            return true;
        }
        return false;
    }

    /** Checks that nothing follows. */
    public void expectEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw unexpected("the end");
        }
    }

    /** Returns the position of the next character that is not blank. */
    public int position() {
        skipBlanks();
        return position;
    }

    /** Returns the position after the last part that was read. */
    public int end() {
        return position;
    }

    /** Returns the text from an earlier position up to the present one. */
    public String since(int begin) {
        return text.substring(begin, position);
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(peek()) >= 0) {
            position++;
        }
    }

    private char peek() {
        return text.charAt(position);
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("expected " + expected + " at position " + position);
    }
}
