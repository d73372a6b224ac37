package io.github.servicehandler.journal;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Objects;

/**
 * A problem with the journal or with journalctl that did not prevent the rest from being read. Immutable.
 *
 * @param kind the kind of problem
 * @param message a description for a human reader
 */
public record JournalWarning(Kind kind, String message) {

    /** The kinds of problems. */
    public enum Kind {
        /** A journal file is damaged; journalctl reads what it can from it. */
        CORRUPT_FILE,
        /** A journal file was removed before it could be read, for example because journald needed its room. */
        REMOVED_FILE,
        /** The listener of a follower is so slow that journald may have removed entries before it received them. */
        POSSIBLE_LOSS,
        /** An entry is damaged, so that journalctl ended there. A follower skips it; other reading ends, too. */
        DAMAGED_ENTRY,
        /** An entry is larger than 16 MiB and was skipped. */
        OVERSIZED_ENTRY,
        /** The output of journalctl contained data that is not a valid entry; it was skipped. */
        MALFORMED_ENTRY,
        /** The output of journalctl ended in the middle of an entry, which was skipped. */
        TRUNCATED_ENTRY,
        /** The user may read only entries of their own, so that others are missing. */
        ACCESS_DENIED,
        /** journalctl ended while following, or could not be started; it is started again. */
        INTERRUPTED,
        /** journalctl reported another problem. */
        OTHER
    }

    /**
     * Checks that nothing is {@code null}.
     *
     * @param kind what is wrong
     * @param message a description for a human reader
     */
    public JournalWarning {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        message = VisibleText.lines(message);
    }
}
