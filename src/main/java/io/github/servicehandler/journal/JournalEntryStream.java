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
    private final Runnable onEmpty;
    private boolean hasEntries;

    private JournalEntryStream(JournalEntryReader reader, Runnable onEmpty) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.reader = reader;
        this.onEmpty = onEmpty;
    }

    static Stream<JournalEntry> of(JournalEntryReader reader, Runnable onEmpty) {
        JournalEntryStream entries = new JournalEntryStream(reader, onEmpty);
        Cleaner.Cleanable cleanable = UNREACHABLE_STREAMS.register(entries, reader::close);
        return StreamSupport.stream(entries, false).onClose(cleanable::clean);
    }

    @Override
    public boolean tryAdvance(Consumer<? super JournalEntry> action) {
        JournalEntry entry = reader.next();
        if (entry != null) {
            hasEntries = true;
            action.accept(entry);
            return true;
        }
        reader.close();
        if (!hasEntries) {
            // the check is not repeated if this method is called again
            hasEntries = true;
            onEmpty.run();
        }
        return false;
    }
}
