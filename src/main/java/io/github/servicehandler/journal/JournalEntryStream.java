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
 * an unclosed stream has become unreachable.
 */
final class JournalEntryStream extends AbstractSpliterator<JournalEntry> {

    private static final Cleaner FORGOTTEN =
            Cleaner.create(task -> DaemonThreads.unstarted("servicehandler-journal-cleaner", task));

    private final JournalEntryReader reader;
    private final Runnable onNothing;
    private boolean any;

    private JournalEntryStream(JournalEntryReader reader, Runnable onNothing) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.reader = reader;
        this.onNothing = onNothing;
    }

    static Stream<JournalEntry> of(JournalEntryReader reader, Runnable onNothing) {
        JournalEntryStream entries = new JournalEntryStream(reader, onNothing);
        Cleaner.Cleanable closing = FORGOTTEN.register(entries, reader::close);
        return StreamSupport.stream(entries, false).onClose(closing::clean);
    }

    @Override
    public boolean tryAdvance(Consumer<? super JournalEntry> action) {
        JournalEntry entry = reader.next();
        if (entry != null) {
            any = true;
            action.accept(entry);
            return true;
        }
        reader.close();
        if (!any) {
            // the check is not repeated if this method is called again
            any = true;
            onNothing.run();
        }
        return false;
    }
}
