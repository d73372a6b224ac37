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
        /** An entry is larger than 16 MiB and was skipped. */
        OVERSIZED_ENTRY,
        /** The output of journalctl contained data that is not a valid entry; it was skipped. */
        MALFORMED_ENTRY,
        /** The output of journalctl ended in the middle of an entry, which was skipped. */
        TRUNCATED_ENTRY,
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
