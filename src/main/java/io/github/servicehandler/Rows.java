package io.github.servicehandler;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A reader for the rows of systemctl's lists. */
final class Rows {

    private Rows() {}

    /**
     * Returns an entry for each row.
     *
     * @throws IllegalArgumentException if the text is not systemctl's JSON
     */
    static <T> List<T> read(String json, Function<Map<String, String>, T> entry) {
        return JsonRows.parse(json).stream().map(entry).toList();
    }

    static String required(Map<String, String> row, String key) {
        String value = row.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a row has no \"" + key + "\"");
        }
        return value;
    }
}
