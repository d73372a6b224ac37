package io.github.servicehandler.journal;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Marks a place in the journal: that of one entry. Keep its text, and a later run can go on there; it stays good when the entry itself
 * is gone, and then means the place where it was. Immutable.
 *
 * @param text what journalctl calls the entry's cursor: opaque, of printable ASCII characters
 */
public record Cursor(String text) {

    private static final Pattern PARTS = Pattern.compile("[a-z]=[!-:<-~]{1,256}(;[a-z]=[!-:<-~]{1,256}){0,20}");

    /**
     * Checks the text.
     *
     * @param text what journalctl calls the entry's cursor: opaque, of printable ASCII characters
     * @throws IllegalArgumentException if it cannot be a cursor
     */
    public Cursor {
        Objects.requireNonNull(text, "text");
        if (!PARTS.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + excerpt(text)
                    + "\" is no cursor; it must be the text of one that an entry had, such as s=…;i=…;b=…;m=…;t=…;x=…");
        }
    }

    private static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    static boolean isValid(String text) {
        return PARTS.matcher(text).matches();
    }

    /** Returns the text, to be saved. */
    @Override
    public String toString() {
        return text;
    }
}
