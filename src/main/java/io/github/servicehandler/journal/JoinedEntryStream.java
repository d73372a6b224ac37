package io.github.servicehandler.journal;

import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Spliterator that joins entries to messages on demand. */
final class JoinedEntryStream extends AbstractSpliterator<JournalEntry> {

    private final Spliterator<JournalEntry> entries;
    private final EntryJoiner joiner;

    private JoinedEntryStream(Spliterator<JournalEntry> entries, EntryJoiner joiner) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.entries = entries;
        this.joiner = joiner;
    }

    static Stream<JournalEntry> of(Stream<JournalEntry> entries, EntryJoiner joiner) {
        return StreamSupport.stream(new JoinedEntryStream(entries.spliterator(), joiner), false)
                .onClose(entries::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super JournalEntry> action) {
        JournalEntry message = joiner.next();
        while (message == null) {
            if (!entries.tryAdvance(joiner::add)) {
                if (joiner.isEmpty()) {
                    return false;
                }
                joiner.completeAll();
            }
            message = joiner.next();
        }
        action.accept(message);
        return true;
    }
}
