package io.github.servicehandler.journal;

import io.github.servicehandler.internal.text.JsonScanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Parser of logfmt: words of the form {@code name=value} or {@code name="value"}. */
final class LogfmtFields {

    private final String text;
    private int position;

    private LogfmtFields(String text) {
        this.text = text;
    }

    /** Returns the fields; empty if the text is not logfmt as a whole, or has too many fields. */
    static Optional<Map<String, String>> parse(String text) {
        LogfmtFields parser = new LogfmtFields(text);
        try {
            return Optional.of(parser.fields()).filter(fields -> !fields.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        while (position < text.length()) {
            String name = name();
            fields.remove(name);
            fields.put(name, value());
            if (fields.size() > JsonFields.MAX_FIELDS) {
                throw new IllegalArgumentException("there are too many fields");
            }
            skipBlanks();
        }
        return fields;
    }

    private String name() {
        int begin = position;
        while (position < text.length() && isOfName(text.charAt(position))) {
            position++;
        }
        if (position == begin || position == text.length() || text.charAt(position) != '=') {
            throw new IllegalArgumentException("a name and = were expected at position " + begin);
        }
        return text.substring(begin, position++);
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || "_.-@/:".indexOf(c) >= 0;
    }

    private String value() {
        return position < text.length() && text.charAt(position) == '"' ? quoted() : bare();
    }

    private String quoted() {
        JsonScanner scanner = new JsonScanner(text, position + 1);
        String value = scanner.string();
        position = scanner.end();
        if (position < text.length() && !isBlank(text.charAt(position))) {
            throw new IllegalArgumentException("a blank was expected at position " + position);
        }
        return value;
    }

    private String bare() {
        int begin = position;
        while (position < text.length() && !isBlank(text.charAt(position))) {
            char c = text.charAt(position++);
            if (c == '"' || c < ' ') {
                throw new IllegalArgumentException("a value with such a character must be quoted");
            }
        }
        return text.substring(begin, position);
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
