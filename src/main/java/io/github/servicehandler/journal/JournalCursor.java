package io.github.servicehandler.journal;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A position in the journal, identified by the cursor of one entry. Its text can be saved, so that a later run can
 * continue from there. A cursor stays valid when its entry has been removed; it then denotes the place where the entry
 * was. Immutable.
 *
 * @param text the entry's cursor as journalctl prints it: opaque, printable ASCII characters
 */
public record JournalCursor(String text) {

    private static final Pattern PARTS = Pattern.compile("[a-z]=[!-:<-~]{1,256}(;[a-z]=[!-:<-~]{1,256}){0,20}");

    /**
     * Checks that the text has the form of a cursor.
     *
     * @param text the entry's cursor as journalctl prints it: opaque, printable ASCII characters
     * @throws IllegalArgumentException if the text cannot be a cursor
     */
    public JournalCursor {
        Objects.requireNonNull(text, "text");
        if (!PARTS.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + excerpt(text)
                    + "\" is not a cursor; it must be the cursor of a journal entry, such as s=…;i=…;b=…;m=…;t=…;x=…");
        }
    }

    private static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    static boolean isValid(String text) {
        return PARTS.matcher(text).matches();
    }

    /** Returns the text, ready to be saved. */
    @Override
    public String toString() {
        return text;
    }
}
