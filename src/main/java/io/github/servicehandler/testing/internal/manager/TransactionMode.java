package io.github.servicehandler.testing.internal.manager;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The treatment of other units and of queued jobs that contradict a new one; see systemctl(1), "--job-mode=". */
public enum TransactionMode {
    /** Queued jobs are canceled if they contradict the new one. */
    REPLACE,
    /** Queued jobs stay, and the new job is refused. */
    FAIL,
    /** All other queued jobs are canceled, and all units that the new job does not need are stopped. */
    ISOLATE,
    /** All other queued jobs are canceled. */
    FLUSH,
    /** The new job pulls in no other jobs, but waits for the jobs of other units. */
    IGNORE_REQUIREMENTS;

    /** Returns the mode that systemctl calls by the word, such as {@code ignore-requirements}. */
    public static Optional<TransactionMode> of(String word) {
        return Stream.of(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean cancelsOtherJobs() {
        return this == ISOLATE || this == FLUSH;
    }
}
