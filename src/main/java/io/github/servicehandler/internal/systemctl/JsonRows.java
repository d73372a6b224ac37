package io.github.servicehandler.internal.systemctl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A parser for the JSON that systemctl prints for its lists: an array of flat objects. Values other than strings keep
 * their spelling; a {@code null} value counts as absent.
 */
public final class JsonRows {

    private static final Pattern LITERAL =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");

    private final String text;
    private int position;

    private JsonRows(String text) {
        this.text = text;
    }

    /**
     * Returns an entry for each row.
     *
     * @throws IllegalArgumentException if the text is not systemctl's JSON, or {@code entry} finds a row incomplete
     */
    public static <T> List<T> read(String json, Function<Map<String, String>, T> entry) {
        return parse(json).stream().map(entry).toList();
    }

    /**
     * Returns a row's value of a key.
     *
     * @throws IllegalArgumentException if the row does not have the key
     */
    public static String required(Map<String, String> row, String key) {
        String value = row.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a row has no \"" + key + "\"");
        }
        return value;
    }

    /**
     * Returns the rows, each as a map from key to value.
     *
     * @throws IllegalArgumentException if the text is not an array of flat objects
     */
    static List<Map<String, String>> parse(String text) {
        JsonRows parser = new JsonRows(text);
        List<Map<String, String>> rows = parser.array();
        parser.skipBlanks();
        if (parser.position < text.length()) {
            throw parser.unexpected("the end");
        }
        return rows;
    }

    private List<Map<String, String>> array() {
        List<Map<String, String>> rows = new ArrayList<>();
        expect('[');
        if (next(']')) {
            return rows;
        }
        do {
            rows.add(object());
        } while (next(','));
        expect(']');
        return rows;
    }

    private Map<String, String> object() {
        Map<String, String> row = new HashMap<>();
        expect('{');
        if (next('}')) {
            return row;
        }
        do {
            member(row);
        } while (next(','));
        expect('}');
        return row;
    }

    private void member(Map<String, String> row) {
        expect('"');
        String key = string();
        expect(':');
        if (next('"')) {
            row.put(key, string());
            return;
        }
        String literal = literal();
        if (literal.equals("null")) {
            row.remove(key);
        } else {
            row.put(key, literal);
        }
    }

    /** Reads a number, {@code true}, {@code false} or {@code null}. */
    private String literal() {
        int begin = position;
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
    private String string() {
        int begin = position;
        int end = text.indexOf('"', begin);
        if (end >= 0 && text.substring(begin, end).indexOf('\\') < 0) {
            position = end + 1;
            return text.substring(begin, end);
        }
        return escapedString();
    }

    private String escapedString() {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
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

    private void expect(char expected) {
        if (!next(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    private boolean next(char expected) {
        skipBlanks();
        if (position < text.length() && peek() == expected) {
            position++;
            return true;
        }
        return false;
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
