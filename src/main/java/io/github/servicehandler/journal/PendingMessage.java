package io.github.servicehandler.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A message whose entries arrive one by one. For use by one thread at a time. */
final class PendingMessage {

    private final Multiline multiline;
    private final MessageSource source;
    private final List<JournalEntry> entries = new ArrayList<>(1);
    private final List<String> lines = new ArrayList<>(1);
    private final long firstNumber;
    private long lastNumber;
    private long characters;
    private boolean complete;

    /**
     * Begins a message.
     *
     * @param number the number of the entry; later entries have larger numbers
     */
    PendingMessage(Multiline multiline, MessageSource source, JournalEntry first, long number) {
        this.multiline = multiline;
        this.source = source;
        this.firstNumber = number;
        add(first, number);
    }

    MessageSource source() {
        return source;
    }

    /** Returns whether an entry of the same source belongs to this message. */
    boolean accepts(JournalEntry next) {
        String text = next.message();
        return !complete
                && !isOver(next)
                && characters + text.length() <= multiline.maxCharacters()
                && (last().isCut() || continues(text));
    }

    private boolean continues(String text) {
        return lines.size() < multiline.maxLines() && multiline.continues(lines, firstLine(text));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns whether an entry was written so late that neither it nor a later one belongs to this message. */
    boolean isOver(JournalEntry later) {
        return multiline.isTooLong(last().time(), later.time());
    }

    void add(JournalEntry entry, long number) {
        String text = entry.message();
        List<String> added = text.lines().toList();
        if (!entries.isEmpty() && last().isCut() && !lines.isEmpty() && !added.isEmpty()) {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1) + added.get(0));
            added = added.subList(1, added.size());
        }
        lines.addAll(added);
        characters += text.length() + 1;
        entries.add(entry);
        lastNumber = number;
    }

    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    long firstNumber() {
        return firstNumber;
    }

    long lastNumber() {
        return lastNumber;
    }

    JournalEntry first() {
        return entries.get(0);
    }

    JournalEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** Returns the entries, the oldest first. */
    List<JournalEntry> entries() {
        return entries;
    }

    /** Returns one entry with the whole message. */
    JournalEntry toEntry(JournalCursor cursor) {
        boolean unchanged = entries.size() == 1 && first().cursor().equals(cursor);
        return unchanged ? first() : first().with(message(), cursor);
    }

    private byte[] message() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        boolean begins = true;
        for (JournalEntry entry : entries) {
            if (!begins) {
                joined.write('\n');
            }
            entry.rawFields("MESSAGE").stream().findFirst().ifPresent(joined::writeBytes);
            begins = entry.isCut();
        }
        return joined.toByteArray();
    }
}
