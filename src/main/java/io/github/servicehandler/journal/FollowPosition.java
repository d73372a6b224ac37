package io.github.servicehandler.journal;

import io.github.servicehandler.internal.concurrent.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place in the journal up to which a follower has delivered entries. Thread-safe.
 *
 * <p>journalctl sorts entries of one boot by sequence number or by a clock that cannot be set, but it sorts entries of
 * different boots by the wall clock. Once it has shown an entry from the future, which was written in an earlier boot
 * with a wrong clock, it shows nothing any more until that time. Only entries of this boot can be new, however. A
 * follower therefore first catches up to the end of the journal, if it has a beginning, and then follows the entries of
 * this boot alone.
 */
final class FollowPosition {

    private final Optional<JournalCursor> begin;

    /** The conditions of the query, with the position up to which a follower has caught up. */
    private JournalQuerySpec conditions;

    /** The id of the boot that is followed; empty if it is unknown. */
    private String boot;

    /** The last entry that was delivered in this boot, or that is to be skipped; {@code null} if there is none. */
    private @Nullable JournalCursor inBoot;

    private boolean catchingUp;

    /** Whether the position is that of an entry that is too damaged to be shown. */
    private boolean atDamaged;

    /**
     * The entry after a damaged one, with which to begin; {@code null} if there is no damaged one, or none after it.
     */
    private @Nullable JournalCursor afterDamaged;

    private FollowPosition(
            JournalQuerySpec conditions,
            Optional<JournalCursor> begin,
            Optional<JournalCursor> latest,
            boolean catchingUp) {
        this.conditions = conditions;
        this.begin = begin;
        this.boot = latest.map(JournalCursor::boot).orElse("");
        this.inBoot = latest.orElse(null);
        this.catchingUp = catchingUp;
    }

    /**
     * Returns the place where the follower of a query begins.
     *
     * @param latest the latest entry of this boot, or empty
     */
    static FollowPosition of(JournalQuerySpec spec, Optional<JournalCursor> latest) {
        boolean hasFirst = spec.last() > 0;
        boolean catchingUp = !hasFirst && spec.since() != null;
        Optional<JournalCursor> after = hasFirst ? Optional.empty() : Optional.ofNullable(spec.after());
        Optional<JournalCursor> begin = after.or(() -> hasFirst || catchingUp ? Optional.empty() : latest);
        FollowPosition position = new FollowPosition(spec.last(0), begin, latest, catchingUp);
        after.ifPresent(position::beginAfter);
        return position;
    }

    /**
     * Continues after an entry. If it is of an earlier boot, all entries of this boot are later, whatever their time.
     */
    private void beginAfter(JournalCursor cursor) {
        inBoot = isInBoot(cursor) ? cursor : null;
        catchingUp = inBoot == null || conditions.since() != null;
        conditions = conditions.after(cursor);
    }

    private boolean isInBoot(JournalCursor cursor) {
        return !boot.isEmpty() && cursor.boot().equals(boot);
    }

    /** Skips the entries up to the present end of the journal, the last of which were read already. */
    synchronized void skip(List<JournalEntry> last, Instant now) {
        last.stream().map(JournalEntry::cursor).filter(this::isInBoot).forEach(cursor -> inBoot = cursor);
        caughtUp(now);
    }

    /** Returns the entry after which the follower begins; empty if it begins with earlier entries or at none. */
    Optional<JournalCursor> begin() {
        return begin;
    }

    /** Returns whether entries up to the present end of the journal have to be read before it is followed. */
    synchronized boolean isCatchingUp() {
        return catchingUp;
    }

    /**
     * Records that the end of the journal was reached. What comes now is new, even if the clock is set back, so that it
     * seems to be older than the moment with which the query begins.
     */
    synchronized void caughtUp(Instant now) {
        catchingUp = false;
        if (conditions.since() != null && !conditions.since().isAfter(now)) {
            conditions = conditions.since(null);
        }
        notifyAll();
    }

    /** Returns the conditions for the entries that come next. */
    synchronized JournalQuerySpec rest() {
        JournalQuerySpec rest = catchingUp ? conditions : inThisBoot().after(inBoot);
        return afterDamaged == null ? rest : rest.from(afterDamaged);
    }

    /** Returns the conditions for all entries of this boot. */
    synchronized JournalQuerySpec inThisBoot() {
        return conditions.thisBoot().after(null);
    }

    /**
     * Returns the next entry, which turned out to be too damaged to be shown, if it is known: the one with which to
     * begin, or the one of this position.
     */
    synchronized Optional<JournalCursor> knownDamaged() {
        return Optional.ofNullable(afterDamaged != null || atDamaged ? rest().after() : null);
    }

    /**
     * Skips an entry that is too damaged to be shown. journalctl cannot begin at it, but at the entry after it.
     *
     * @param next the entry after it; empty if there is none yet
     */
    synchronized void skipDamaged(JournalCursor damaged, Optional<JournalCursor> next) {
        delivered(damaged);
        atDamaged = true;
        afterDamaged = next.orElse(null);
    }

    /** Records that an entry was delivered. */
    synchronized void delivered(JournalCursor cursor) {
        atDamaged = false;
        afterDamaged = null;
        if (catchingUp) {
            conditions = conditions.after(cursor);
        }
        if (!catchingUp || isInBoot(cursor)) {
            inBoot = cursor;
        }
        notifyAll();
    }

    /** Waits until an entry of this boot has been delivered, or a later one. Returns whether that happened in time. */
    synchronized boolean awaitDelivered(JournalCursor cursor, Deadline deadline) throws InterruptedException {
        while (!hasDelivered(cursor) && !deadline.isOver()) {
            wait(deadline.remaining().toMillis() + 1);
        }
        return hasDelivered(cursor);
    }

    private boolean hasDelivered(JournalCursor cursor) {
        return !catchingUp && inBoot != null && inBoot.isAtOrAfter(cursor);
    }

    /**
     * Continues in the present boot, if the machine has been booted since.
     *
     * @param latest the latest entry of the present boot, or empty
     */
    synchronized void continueIn(Optional<JournalCursor> latest) {
        String before = inBoot == null ? boot : inBoot.boot();
        boot = latest.map(JournalCursor::boot).orElse(before);
        boolean booted = !before.isEmpty() && !boot.equals(before);
        JournalCursor last = inBoot == null ? conditions.after() : inBoot;
        if (booted && last != null) {
            beginAfter(last);
        }
    }
}
