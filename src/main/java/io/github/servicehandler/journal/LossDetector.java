package io.github.servicehandler.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Detector of entries that journald may have removed before a slow listener received them. For use by one thread.
 *
 * <p>A fast listener is never the reason, so that the journal is looked at only after each ten seconds that the
 * listener has worked.
 */
final class LossDetector {

    private static final Duration WORK_BETWEEN_LOOKS = Duration.ofSeconds(10);

    private long worked;
    private @Nullable JournalCursor last;
    private @Nullable JournalCursor oldest;

    /** Records how long the listener has worked on an entry. Returns whether it is time to look at the journal. */
    boolean isLookDue(long nanos) {
        worked += nanos;
        boolean due = worked >= WORK_BETWEEN_LOOKS.toNanos();
        if (due) {
            worked = 0;
        }
        return due;
    }

    /** Records the oldest entry that the journal still has of this boot. */
    void sawOldest(JournalCursor cursor) {
        oldest = cursor;
    }

    /** Records the next entry, and returns whether entries before it and after the one before may have been removed. */
    boolean hasGapBefore(JournalCursor next) {
        boolean gap = last != null
                && oldest != null
                && oldest.isAtOrAfter(last)
                && !last.isAtOrAfter(oldest)
                && next.isAtOrAfter(oldest);
        last = next;
        return gap;
    }
}
