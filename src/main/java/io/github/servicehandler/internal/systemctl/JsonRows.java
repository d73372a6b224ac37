package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.internal.text.JsonScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A parser for the JSON that systemctl prints for its lists: an array of flat objects. Values other than strings keep
 * their spelling; a {@code null} value counts as absent.
 */
public final class JsonRows {

    private final JsonScanner scanner;

    private JsonRows(String text) {
        this.scanner = new JsonScanner(text);
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
        parser.scanner.expectEnd();
        return rows;
    }

    private List<Map<String, String>> array() {
        List<Map<String, String>> rows = new ArrayList<>();
        scanner.expect('[');
        if (scanner.next(']')) {
            return rows;
        }
        do {
            rows.add(object());
        } while (scanner.next(','));
        scanner.expect(']');
        return rows;
    }

    private Map<String, String> object() {
        Map<String, String> row = new HashMap<>();
        scanner.expect('{');
        if (scanner.next('}')) {
            return row;
        }
        do {
            member(row);
        } while (scanner.next(','));
        scanner.expect('}');
        return row;
    }

    private void member(Map<String, String> row) {
        scanner.expect('"');
        String key = scanner.string();
        scanner.expect(':');
        if (scanner.next('"')) {
            row.put(key, scanner.string());
            return;
        }
        String literal = scanner.literal();
        if (literal.equals("null")) {
            row.remove(key);
        } else {
            row.put(key, literal);
        }
    }
}
