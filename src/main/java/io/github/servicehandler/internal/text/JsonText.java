package io.github.servicehandler.internal.text;

/** Writer of JSON strings. */
public final class JsonText {

    private JsonText() {}

    /**
     * Appends a string in quotes. Control characters and line separators are escaped, so that the string is on one line
     * for every reader, and a terminal does not obey it.
     */
    public static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> appendEscaped(json, c);
            }
        }
        json.append('"');
    }

    private static void appendEscaped(StringBuilder json, char c) {
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }
}
