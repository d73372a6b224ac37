package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.Listeners;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    private final JournalctlClient journal;
    private final Consumer<JournalEntry> listener;
    private final RetryWait retryWait;
    private JournalQuerySpec spec;
    private List<UnitIdentity> identities;
    private volatile @Nullable JournalCursor cursor;
    private volatile boolean closed;
    private @Nullable JournalEntryReader reader;

    private JournalFollow(
            JournalctlClient journal,
            JournalQuerySpec spec,
            List<UnitIdentity> identities,
            Consumer<JournalEntry> listener) {
        this.journal = journal;
        this.spec = spec;
        this.identities = identities;
        this.cursor = spec.after();
        this.listener = listener;
        this.retryWait = new RetryWait(journal.time());
    }

    /**
     * Starts a follower.
     *
     * @param identities the present identities of the units
     * @param first the entries to deliver first
     */
    static JournalFollow start(
            JournalctlClient journal,
            JournalQuerySpec spec,
            List<UnitIdentity> identities,
            List<JournalEntry> first,
            Consumer<JournalEntry> listener) {
        JournalFollow follow = new JournalFollow(journal, spec, identities, listener);
        if (!first.isEmpty()) {
            follow.cursor = null;
        }
        // opened on the caller's thread, so that the caller sees a failure
        JournalEntryReader opened = follow.open();
        try {
            DaemonThreads.start("servicehandler-journal-" + journal, () -> follow.run(first, opened));
        } catch (RuntimeException | Error e) {
            // no further thread can be started
            follow.close();
            throw e;
        }
        return follow;
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
        return Optional.ofNullable(cursor);
    }

    /**
     * Closes the follower and ends its journalctl. Does not wait for the listener, which may still be working on an
     * entry. Does nothing if already closed.
     */
    @Override
    public void close() {
        closed = true;
        retryWait.close();
        synchronized (this) {
            if (reader != null) {
                reader.close();
            }
        }
    }

    private void run(List<JournalEntry> first, JournalEntryReader opened) {
        first.forEach(this::deliver);
        JournalEntryReader next = opened;
        while (!closed) {
            try (JournalEntryReader entries = next == null ? openAgain() : next) {
                deliverAll(entries);
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
        Listeners.call(journal.warningListener(), warning, log);
    }

    /**
     * Opens journalctl again with the present identities of the units. Where the manager does not report one, the
     * earlier one is used, which still finds the entries.
     */
    private JournalEntryReader openAgain() {
        List<UnitIdentity> before = identities;
        List<UnitIdentity> current = journal.identities(spec);
        identities = IntStream.range(0, current.size())
                .mapToObj(i -> current.get(i).or(before.get(i)))
                .toList();
        return open();
    }

    private JournalEntryReader open() {
        JournalEntryReader opened = journal.openToFollow(journal.select(spec, identities), this::warn);
        synchronized (this) {
            reader = opened;
            if (closed) {
                opened.close();
            }
        }
        return opened;
    }

    private void deliverAll(JournalEntryReader entries) {
        for (JournalEntry entry = entries.next(); entry != null && !closed; entry = entries.next()) {
            retryWait.reset();
            spec = spec.after(entry.cursor());
            deliver(entry);
        }
    }

    private void deliver(JournalEntry entry) {
        if (closed) {
            return;
        }
        Listeners.run(() -> listener.accept(entry), entry.cursor(), log);
        if (!closed) {
            cursor = entry.cursor();
        }
    }
}
