package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.concurrent.Listeners;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A follower of the journal, which passes entries to a listener until it is closed; see {@link JournalQuery#follow}.
 * Thread-safe.
 */
public final class JournalFollow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalFollow.class.getPackageName());

    /** The time between two looks at the directories of the journal, which cost some microseconds. */
    private static final Duration DIRECTORY_CHECKS = Duration.ofSeconds(2);

    private final JournalctlClient journal;
    private final FollowPosition position;
    private final EntryDelivery delivery;
    private final RetryWait retryWait;
    private final LossDetector losses = new LossDetector();
    private volatile List<UnitIdentity> identities;
    private volatile boolean closed;
    private volatile @Nullable JournalEntryReader reader;
    /** Whether journalctl has ended at a damaged entry, for use by the follower's thread only. */
    private boolean damaged;

    private List<Object> directories = List.of();
    private TimeSource.@Nullable Scheduled nextCheck;

    private JournalFollow(
            JournalctlClient journal, FollowPosition position, List<UnitIdentity> identities, EntryDelivery delivery) {
        this.journal = journal;
        this.position = position;
        this.identities = identities;
        this.delivery = delivery;
        this.retryWait = new RetryWait(journal.source().time());
    }

    /**
     * Starts a follower.
     *
     * @param position the place where it begins
     * @param identities the present identities of the units
     * @param first the entries to deliver first
     * @param delivery the delivery to the listener
     */
    static JournalFollow start(
            JournalctlClient journal,
            FollowPosition position,
            List<UnitIdentity> identities,
            List<JournalEntry> first,
            EntryDelivery delivery) {
        JournalFollow follow = new JournalFollow(journal, position, identities, delivery);
        follow.directories = JournalDirectories.identities();
        // opened on the caller's thread, so that the caller sees a failure
        JournalEntryReader opened = follow.open();
        try {
            DaemonThreads.start("servicehandler-journal-" + journal, () -> follow.run(first, opened));
        } catch (RuntimeException | Error e) {
            // no further thread can be started
            follow.close();
            throw e;
        }
        if (journal.source().runner().isLocal()) {
            follow.checkDirectoriesLater();
        }
        return follow;
    }

    private synchronized void checkDirectoriesLater() {
        if (!closed) {
            nextCheck = journal.source().time().schedule(DIRECTORY_CHECKS, this::checkDirectories);
        }
    }

    /** Starts journalctl again if the journal has moved, because it does not notice that. */
    private void checkDirectories() {
        List<Object> now = JournalDirectories.identities();
        if (!now.equals(directories)) {
            directories = now;
            endJournalctl();
        }
        checkDirectoriesLater();
    }

    /**
     * Returns the position up to which entries have been delivered. Save it to continue from there with
     * {@link JournalQuery#after}.
     *
     * @return the cursor of the last entry that the listener has finished with. Before the first such entry, this is
     *     the position at which the follower began. It is empty if that position has no cursor, as with
     *     {@link JournalQuery#since}, {@link JournalQuery#last} or an empty journal
     */
    public Optional<JournalCursor> cursor() {
        return Optional.ofNullable(delivery.cursor());
    }

    /**
     * Closes the follower and ends its journalctl. Does not wait for the listener, which may still be working on an
     * entry. Does nothing if already closed.
     *
     * <p>With {@link JournalQuery#multiline}, messages that wait for further lines are delivered first. This method
     * waits for that, up to ten seconds. If the listener itself calls it, they are delivered when it has returned.
     */
    @Override
    public void close() {
        closed = true;
        retryWait.close();
        endJournalctl();
        cancelChecks();
        delivery.close();
    }

    private synchronized void cancelChecks() {
        if (nextCheck != null) {
            nextCheck.cancel();
        }
    }

    /** Ends journalctl. Holds no monitor, because that takes some time. */
    private void endJournalctl() {
        JournalEntryReader running = reader;
        if (running != null) {
            running.close();
        }
    }

    /**
     * Returns whether the listener has received everything that the journal now contains. Before a caller concludes
     * from silence that a service is silent, it should make sure that it was not the follower that missed the entries.
     * Reads the journal's latest entry, and waits until the listener has finished with it. If it does not arrive in
     * time, and no other entry does, journalctl is started again. A message that waits for further lines counts as
     * received.
     *
     * @param timeout how long to wait for the listener; positive
     * @return {@code false} if an entry that the journal contains has not arrived in time, if journald is down, does
     *     not answer or stores nothing, or if this follower is closed
     * @throws JournalAccessException if some entries may not be read
     * @throws NoJournalException if there is no journal
     * @throws CommandException if the journal cannot be read for another reason
     */
    public boolean isUpToDate(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        // entries that may not be read any more, or not at all, would look like silence
        journal.access().checkReadable();
        if (!journal.journaldCheck(timeout).keepsEntries(JournalctlClient.namespaces(identities))) {
            log.debug("journald does not keep what {} write", journal);
            return false;
        }
        JournalQuerySpec latest = position.inThisBoot().last(1);
        Optional<JournalCursor> newest = journal.journalctl().latestCursor(journal.select(latest, identities));
        Optional<JournalCursor> before = cursor();
        try {
            boolean arrived = newest.isEmpty() || position.awaitDelivered(newest.get(), deadline);
            if (!arrived && cursor().equals(before)) {
                log.debug("{} shows no new entries of {}; starting it again", ProgramNames.JOURNALCTL, journal);
                endJournalctl();
            }
            return arrived && !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(List<JournalEntry> first, JournalEntryReader opened) {
        first.forEach(delivery::deliver);
        JournalEntryReader next = opened;
        while (!closed) {
            try {
                readToEnd(next == null ? openAgain() : next);
                warnInterrupted("journalctl ended");
            } catch (CommandException e) {
                log.debug("following the journal was interrupted", e);
                warnInterrupted(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // thrown by a custom runner: the next attempt may succeed
                log.warn("following the journal was interrupted", e);
                warnInterrupted(e.toString());
            }
            next = null;
            retryWait.await();
        }
    }

    /** Delivers the entries, also those that follow if these end where the journal now ends. */
    private void readToEnd(JournalEntryReader entries) {
        boolean isAtEnd = deliverAll(entries);
        if (position.isCatchingUp() && isAtEnd) {
            position.caughtUp(journal.source().time().instant());
            deliverAll(open());
        }
    }

    /**
     * Skips the next entry, at which journalctl has ended because it is damaged, and would end again. If there is none,
     * journalctl has reached the end.
     */
    private void skipDamagedEntry() {
        JournalQuerySpec rest = position.rest();
        Optional<JournalCursor> known = position.knownDamaged();
        Optional<JournalCursor> entry = known.or(() -> entryAfter(rest.after(), rest));
        Optional<JournalCursor> next = entry.flatMap(cursor -> entryAfter(cursor, rest.after(cursor)));
        entry.ifPresent(cursor -> position.skipDamaged(cursor, next));
        damaged = entry.isPresent();
        if (known.isEmpty() || next.isPresent()) {
            retryWait.reset();
        }
    }

    private Optional<JournalCursor> entryAfter(@Nullable JournalCursor cursor, JournalQuerySpec conditions) {
        return journal.journalctl().cursorAfter(cursor, journal.select(conditions, identities));
    }

    private void warnInterrupted(String why) {
        if (!closed) {
            warn(new JournalWarning(Kind.INTERRUPTED, why + "; starting it again"));
        }
    }

    /** Passes on a warning, except that of a truncated entry, which will be read again. */
    private void warn(JournalWarning warning) {
        if (warning.kind() == Kind.TRUNCATED_ENTRY) {
            return;
        }
        damaged |= warning.kind() == Kind.DAMAGED_ENTRY;
        Listeners.call(journal.source().warningListener(), warning, log);
    }

    /**
     * Opens journalctl again with the present identities of the units. Where the manager does not report one, the
     * earlier one is used, which still finds the entries.
     */
    private JournalEntryReader openAgain() {
        List<UnitIdentity> before = identities;
        List<UnitIdentity> current = journal.identities();
        identities = IntStream.range(0, current.size())
                .mapToObj(i -> current.get(i).or(before.get(i)))
                .toList();
        position.continueIn(journal.journalctl().latestCursor());
        return open();
    }

    private JournalEntryReader open() {
        JournalctlSelection selection = journal.select(position.rest(), identities);
        JournalEntryReader opened = position.isCatchingUp()
                ? journal.journalctl().openToTheEnd(selection, this::warn)
                : journal.journalctl().openToFollow(selection, this::warn);
        reader = opened;
        if (closed) {
            // close() may have seen the reader before this one
            opened.close();
        }
        return opened;
    }

    /** Delivers the entries, and returns whether journalctl has shown all of them. */
    private boolean deliverAll(JournalEntryReader opened) {
        boolean delivered = false;
        damaged = false;
        try (JournalEntryReader entries = opened) {
            for (JournalEntry entry = entries.next(); entry != null && !closed; entry = entries.next()) {
                retryWait.reset();
                warnOfGap(entry.cursor());
                long begin = journal.source().time().nanos();
                delivery.deliver(entry);
                position.delivered(entry.cursor());
                delivered = true;
                if (losses.isLookDue(journal.source().time().nanos() - begin) && !closed) {
                    lookForLosses();
                }
            }
            if (entries.isClosed()) {
                return false;
            }
        }
        if (damaged && !delivered) {
            skipDamagedEntry();
        }
        return !damaged;
    }

    private void lookForLosses() {
        try {
            journal.journalctl().oldestCursor().ifPresent(losses::sawOldest);
        } catch (CommandException e) {
            log.debug("the oldest entry of the journal could not be read", e);
        }
    }

    private void warnOfGap(JournalCursor next) {
        if (losses.hasGapBefore(next)) {
            warn(new JournalWarning(
                    Kind.POSSIBLE_LOSS,
                    "the listener is slow: entries before " + next + " may have been removed before it received them"));
        }
    }
}
