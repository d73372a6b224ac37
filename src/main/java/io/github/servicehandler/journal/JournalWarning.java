package io.github.servicehandler.journal;

import java.util.Objects;

/**
 * Tells of something in the journal that could not be read. The rest was. Immutable.
 *
 * @param kind what is wrong
 * @param message what happened, for a person to read
 */
public record JournalWarning(Kind kind, String message) {

    /** Lists what can be wrong. */
    public enum Kind {
        /** A file of the journal is damaged; journalctl reads what it can of it. */
        CORRUPT_FILE,
        /** An entry is larger than 16 MiB, and was left out. */
        OVERSIZED_ENTRY,
        /** Something that is no entry came from journalctl, and was left out. */
        MALFORMED_ENTRY,
        /** journalctl's output ended within an entry, which was left out. */
        TRUNCATED_ENTRY,
        /** journalctl ended while it was followed, or could not be started; it is started again. */
        INTERRUPTED,
        /** journalctl complained of something else. */
        OTHER
    }

    /**
     * Checks that nothing is {@code null}.
     *
     * @param kind what is wrong
     * @param message what happened, for a person to read
     */
    public JournalWarning {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
