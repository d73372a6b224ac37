package io.github.servicehandler.journal;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.lang.ref.Cleaner;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Spliterator that reads entries on demand. journalctl ends when the stream is closed or read to its end, and also when
 * a stream that was not closed has become unreachable.
 */
final class JournalEntryStream extends AbstractSpliterator<JournalEntry> {

    private static final Cleaner UNREACHABLE_STREAMS =
            Cleaner.create(task -> DaemonThreads.unstarted("servicehandler-journal-cleaner", task));

    private final JournalEntryReader reader;
    private final AccessCheck onEnd;
    private boolean hasEntries;
    private boolean hasEntriesOfRoot;
    private boolean ended;

    /** A check, after the last entry, whether the user may read all entries. */
    @FunctionalInterface
    interface AccessCheck {

        void run(boolean hasEntries, boolean hasEntriesOfRoot);
    }

    private JournalEntryStream(JournalEntryReader reader, AccessCheck onEnd) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.reader = reader;
        this.onEnd = onEnd;
    }

    static Stream<JournalEntry> of(JournalEntryReader reader, AccessCheck onEnd) {
        JournalEntryStream entries = new JournalEntryStream(reader, onEnd);
        Cleaner.Cleanable cleanable = UNREACHABLE_STREAMS.register(entries, reader::close);
        return StreamSupport.stream(entries, false).onClose(cleanable::clean);
    }

    @Override
    public boolean tryAdvance(Consumer<? super JournalEntry> action) {
        JournalEntry entry = reader.next();
        if (entry != null) {
            hasEntries = true;
            hasEntriesOfRoot = hasEntriesOfRoot || entry.isOfRoot();
            action.accept(entry);
            return true;
        }
        reader.close();
        if (!ended) {
            // the check is not repeated if this method is called again
            ended = true;
            onEnd.run(hasEntries, hasEntriesOfRoot);
        }
        return false;
    }
}
