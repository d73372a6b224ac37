package io.github.servicehandler.testing.internal.cli;

/** A writer of JSON strings. */
final class JsonWriter {

    private JsonWriter() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        append(text, quoted);
        return quoted.toString();
    }

    static void append(String text, StringBuilder to) {
        to.append('"');
        if (isPlain(text)) {
            to.append(text);
        } else {
            escape(text, to);
        }
        to.append('"');
    }

    /** Returns whether a text needs no escapes. Most texts do not, and copying them as a whole is faster. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void escape(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\n' -> to.append("\\n");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ') {
                        to.append(String.format("\\u%04x", (int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
    }
}
