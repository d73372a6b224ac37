package io.github.servicehandler.journal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Reader of the entries of the last messages. It is not known how many entries these are, so it reads more and more of
 * the last entries, until the messages are known to begin among them.
 */
final class LastMessages {

    private static final int FIRST_MARGIN = 100;
    private static final int LAST_MARGIN = 100_000;
    private static final int GROWTH = 8;

    private LastMessages() {}

    /**
     * Returns the entries, oldest first.
     *
     * @param count the maximum number of messages
     * @param reader reads a number of last entries, or fewer if there are no more; oldest first
     */
    static List<JournalEntry> entries(Multiline multiline, int count, IntFunction<List<JournalEntry>> reader) {
        int margin = FIRST_MARGIN;
        while (true) {
            int limit = Math.addExact(Math.min(count, Integer.MAX_VALUE - margin), margin);
            List<JournalEntry> entries = reader.apply(limit);
            List<PendingMessage> messages = EntryJoiner.join(multiline, entries);
            List<PendingMessage> last = messages.subList(Math.max(0, messages.size() - count), messages.size());
            if (entries.size() < limit || margin > LAST_MARGIN || beginLater(last, count, entries.get(0), multiline)) {
                return entriesOf(last, entries);
            }
            margin *= GROWTH;
        }
    }

    /** Returns whether all these messages begin so long after an entry that nothing before it belongs to them. */
    private static boolean beginLater(
            List<PendingMessage> messages, int count, JournalEntry first, Multiline multiline) {
        return messages.size() == count
                && messages.stream()
                        .allMatch(message -> multiline.isTooLong(
                                first.time(), message.first().time()));
    }

    private static List<JournalEntry> entriesOf(List<PendingMessage> messages, List<JournalEntry> entries) {
        Set<JournalEntry> selected = Collections.newSetFromMap(new IdentityHashMap<>());
        messages.forEach(message -> selected.addAll(message.entries()));
        return entries.stream().filter(selected::contains).toList();
    }
}
