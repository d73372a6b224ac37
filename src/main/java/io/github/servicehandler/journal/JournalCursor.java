package io.github.servicehandler.journal;

import io.github.servicehandler.internal.text.VisibleText;
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
            throw new IllegalArgumentException(VisibleText.quoted(text)
                    + " is not a cursor; it must be the cursor of a journal entry, such as s=…;i=…;b=…;m=…;t=…;x=…");
        }
    }

    static boolean isValid(String text) {
        return PARTS.matcher(text).matches();
    }

    /** Returns the id of the boot in which the entry was written; an empty text if the cursor does not say. */
    String boot() {
        return part('b');
    }

    /**
     * Returns whether another cursor is of the same entry. When journald moves an entry to another file, as it does
     * when the journal is flushed to the disk, the entry gets a number of another sequence. Its boot, times and hash
     * stay. Within a sequence the number decides: equal lines that arrive together have all else in common.
     */
    boolean isOfSameEntry(String other) {
        int stable = text.indexOf(";b=");
        return other.equals(text)
                || (stable >= 0
                        && other.endsWith(text.substring(stable))
                        && !part(text, 's').equals(part(other, 's')));
    }

    /**
     * Returns whether the entry was written in the same boot as another one, and not before it. The order is the one in
     * which journalctl shows entries of one boot: by number within a sequence; otherwise by time, the clock that cannot
     * be set first.
     */
    boolean isAtOrAfter(JournalCursor other) {
        return boot().equals(other.boot()) && compareInBoot(other) >= 0;
    }

    private int compareInBoot(JournalCursor other) {
        String sequence = part('s');
        boolean sameSequence = !sequence.isEmpty() && sequence.equals(other.part('s'));
        return (sameSequence ? "imtx" : "mtx")
                .chars()
                .map(letter -> Long.compareUnsigned(number((char) letter), other.number((char) letter)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    private long number(char letter) {
        try {
            return Long.parseUnsignedLong(part(letter), 16);
        } catch (NumberFormatException e) {
            // a cursor that journald did not write
            return 0;
        }
    }

    private String part(char letter) {
        return part(text, letter);
    }

    private static String part(String text, char letter) {
        for (String part : text.split(";", -1)) {
            if (part.startsWith(letter + "=")) {
                return part.substring(2);
            }
        }
        return "";
    }

    /** Returns the text, ready to be saved. */
    @Override
    public String toString() {
        return text;
    }
}
