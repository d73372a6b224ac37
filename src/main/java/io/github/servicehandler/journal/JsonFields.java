package io.github.servicehandler.journal;

import io.github.servicehandler.internal.text.JsonScanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Parser of a JSON object into flat fields, with limits for the number of fields and the depth. */
final class JsonFields {

    static final int MAX_FIELDS = 1000;

    private static final int MAX_DEPTH = 32;

    private final JsonScanner scanner;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private JsonFields(String text) {
        this.scanner = new JsonScanner(text);
    }

    /** Returns the fields; empty if the text is not a JSON object, or exceeds a limit. */
    static Optional<Map<String, String>> parse(String text) {
        JsonFields parser = new JsonFields(text);
        try {
            parser.scanner.expect('{');
            parser.object("", 1);
            parser.scanner.expectEnd();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(parser.fields);
    }

    /** Reads the rest of an object. */
    private void object(String prefix, int depth) {
        if (scanner.next('}')) {
            return;
        }
        do {
            scanner.expect('"');
            String name = prefix + scanner.string();
            scanner.expect(':');
            value(name, depth);
        } while (scanner.next(','));
        scanner.expect('}');
    }

    private void value(String name, int depth) {
        requireAtMost(MAX_DEPTH, depth);
        if (scanner.next('{')) {
            object(name + ".", depth + 1);
            return;
        }
        fields.remove(name);
        int begin = scanner.position();
        if (scanner.next('"')) {
            fields.put(name, scanner.string());
        } else if (scanner.next('[')) {
            skipArray(depth + 1);
            fields.put(name, scanner.since(begin));
        } else {
            String literal = scanner.literal();
            if (!literal.equals("null")) {
                fields.put(name, literal);
            }
        }
        requireAtMost(MAX_FIELDS, fields.size());
    }

    /** Reads the rest of an array. */
    private void skipArray(int depth) {
        requireAtMost(MAX_DEPTH, depth);
        if (scanner.next(']')) {
            return;
        }
        do {
            skipValue(depth);
        } while (scanner.next(','));
        scanner.expect(']');
    }

    private void skipValue(int depth) {
        if (scanner.next('[')) {
            skipArray(depth + 1);
        } else if (scanner.next('{')) {
            skipObject(depth + 1);
        } else if (scanner.next('"')) {
            scanner.string();
        } else {
            scanner.literal();
        }
    }

    private void skipObject(int depth) {
        requireAtMost(MAX_DEPTH, depth);
        if (scanner.next('}')) {
            return;
        }
        do {
            scanner.expect('"');
            scanner.string();
            scanner.expect(':');
            skipValue(depth);
        } while (scanner.next(','));
        scanner.expect('}');
    }

    private static void requireAtMost(int limit, int value) {
        if (value > limit) {
            throw new IllegalArgumentException("the limit is " + limit);
        }
    }
}
