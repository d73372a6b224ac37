package io.github.servicehandler.journal;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal until it is closed: see {@link JournalQuery#follow}. Thread-safe.
 */
public final class JournalFollow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalFollow.class);

    private final UnitJournal journal;
    private final Consumer<JournalEntry> listener;
    private final Backoff backoff;
    private Request request;
    private List<UnitFacts> facts;
    private volatile @Nullable Cursor cursor;
    private volatile boolean closed;
    private @Nullable EntryReader reader;

    private JournalFollow(
            UnitJournal journal, Request request, List<UnitFacts> facts, Consumer<JournalEntry> listener) {
        this.journal = journal;
        this.request = request;
        this.facts = facts;
        this.cursor = request.after();
        this.listener = listener;
        this.backoff = new Backoff(journal.time());
    }

    /**
     * Begins.
     *
     * @param facts what the manager knows of the units at present
     * @param first the entries to begin with
     */
    static JournalFollow start(
            UnitJournal journal,
            Request request,
            List<UnitFacts> facts,
            List<JournalEntry> first,
            Consumer<JournalEntry> listener) {
        JournalFollow follow = new JournalFollow(journal, request, facts, listener);
        if (!first.isEmpty()) {
            follow.cursor = null;
        }
        // here, so that the caller learns if it cannot be done at all
        EntryReader opened = follow.open();
        Thread thread = new Thread(() -> follow.run(first, opened), "servicehandler-journal-" + journal);
        thread.setDaemon(true);
        thread.start();
        return follow;
    }

    /**
     * Returns the place up to which the listener has been told. Save it, and {@link JournalQuery#after} goes on there.
     *
     * @return the cursor of the last entry that the listener is done with, or at first the place where this began; empty if it began
     *     with the beginning, or with a query's last entries, and there was none yet
     */
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }

    /**
     * Ends it, and journalctl with it. Does not wait for the listener: an entry that it has begun with may still be in its hands.
     * Does nothing the second time.
     */
    @Override
    public void close() {
        closed = true;
        backoff.close();
        synchronized (this) {
            if (reader != null) {
                reader.close();
            }
        }
    }

    private void run(List<JournalEntry> first, EntryReader opened) {
        first.forEach(this::deliver);
        EntryReader now = opened;
        while (!closed) {
            try (EntryReader entries = now == null ? openAgain() : now) {
                deliverAll(entries);
                interrupted("journalctl has ended");
            } catch (CommandException e) {
                log.debug("following the journal was interrupted", e);
                interrupted(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // somebody's runner threw it: it may do better the next time
                log.warn("following the journal was interrupted", e);
                interrupted(e.toString());
            }
            now = null;
            backoff.await();
        }
    }

    private void interrupted(String why) {
        if (!closed) {
            warn(new JournalWarning(Kind.INTERRUPTED, why + "; it is started again"));
        }
    }

    /** An entry that was cut off is read again. */
    private void warn(JournalWarning warning) {
        if (warning.kind() == Kind.TRUNCATED_ENTRY) {
            return;
        }
        try {
            journal.warnings().accept(warning);
        } catch (RuntimeException e) {
            log.error("a listener failed on {}", warning, e);
        }
    }

    /** The manager may know more of the units now; if it does not answer, what it told before still finds their entries. */
    private EntryReader openAgain() {
        List<UnitFacts> before = facts;
        List<UnitFacts> told = journal.facts(request);
        facts = IntStream.range(0, told.size())
                .mapToObj(i -> told.get(i).or(before.get(i)))
                .toList();
        return open();
    }

    private EntryReader open() {
        EntryReader opened = journal.openToFollow(journal.select(request, facts), this::warn);
        synchronized (this) {
            reader = opened;
            if (closed) {
                opened.close();
            }
        }
        return opened;
    }

    private void deliverAll(EntryReader entries) {
        for (JournalEntry entry = entries.next(); entry != null && !closed; entry = entries.next()) {
            backoff.reset();
            request = request.after(entry.cursor());
            deliver(entry);
        }
    }

    private void deliver(JournalEntry entry) {
        if (closed) {
            return;
        }
        try {
            listener.accept(entry);
        } catch (Throwable e) {
            // errors too: whatever is wrong with this entry, the next one is another
            log.error("a listener failed on {}", entry.cursor(), e);
        }
        if (!closed) {
            cursor = entry.cursor();
        }
    }
}
