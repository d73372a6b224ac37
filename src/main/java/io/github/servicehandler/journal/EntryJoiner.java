package io.github.servicehandler.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joiner of entries to messages: per process and stream, in the order of their first entries. A message that is
 * complete waits for those that began before it. For use by one thread at a time.
 */
final class EntryJoiner {

    /** The maximum size of all entries that wait, in bytes. */
    private static final int MAX_WAITING = 16 * 1024 * 1024;

    private final Multiline multiline;
    private final Deque<PendingMessage> waiting = new ArrayDeque<>();
    private final Map<MessageSource, PendingMessage> open = new HashMap<>();
    private @Nullable JournalCursor position;
    private @Nullable JournalEntry newest;
    private @Nullable JournalEntry furthest;
    private long number;
    private long furthestNumber;
    private long size;

    /**
     * Creates a joiner.
     *
     * @param position the position of the first entry; {@code null} if it has no cursor
     */
    EntryJoiner(Multiline multiline, @Nullable JournalCursor position) {
        this.multiline = multiline;
        this.position = position;
    }

    /** Joins all entries, and returns the messages. */
    static List<PendingMessage> join(Multiline multiline, List<JournalEntry> entries) {
        EntryJoiner joiner = new EntryJoiner(multiline, null);
        List<PendingMessage> messages = new ArrayList<>();
        entries.forEach(entry -> {
            joiner.add(entry);
            joiner.drainTo(messages);
        });
        joiner.completeAll();
        joiner.drainTo(messages);
        return messages;
    }

    private void drainTo(List<PendingMessage> messages) {
        for (PendingMessage message = poll(); message != null; message = poll()) {
            messages.add(message);
        }
    }

    /** Adds the entry that follows. */
    void add(JournalEntry entry) {
        number++;
        newest = entry;
        size += entry.size();
        MessageSource source = MessageSource.of(entry);
        PendingMessage message = open.get(source);
        if (message != null && message.accepts(entry)) {
            message.add(entry, number);
            return;
        }
        if (message != null) {
            message.complete();
        }
        PendingMessage begun = new PendingMessage(multiline, source, entry, number);
        open.put(source, begun);
        waiting.addLast(begun);
    }

    /** Makes all messages complete, because nothing that belongs to them will follow. */
    void completeAll() {
        waiting.forEach(PendingMessage::complete);
    }

    /** Makes the first message complete. */
    void completeFirst() {
        if (!waiting.isEmpty()) {
            waiting.element().complete();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Removes the first message if it is complete, and returns it as one entry; {@code null} if there is none. */
    @Nullable
    JournalEntry next() {
        PendingMessage message = poll();
        return message == null
                ? null
                : message.toEntry(position == null ? message.first().cursor() : position);
    }

    private @Nullable PendingMessage poll() {
        PendingMessage message = waiting.peek();
        if (message == null || !isComplete(message)) {
            return null;
        }
        message.complete();
        waiting.remove();
        open.remove(message.source(), message);
        message.entries().forEach(entry -> size -= entry.size());
        advance(message);
        return message;
    }

    private boolean isComplete(PendingMessage message) {
        return message.isComplete() || size > MAX_WAITING || (newest != null && message.isOver(newest));
    }

    /** Moves the position forward, but not beyond the first entry of another message that still waits. */
    private void advance(PendingMessage message) {
        if (message.lastNumber() > furthestNumber) {
            furthestNumber = message.lastNumber();
            furthest = message.last();
        }
        PendingMessage following = waiting.peek();
        if (furthest != null && (following == null || following.firstNumber() > furthestNumber)) {
            position = furthest.cursor();
        }
    }

    /**
     * Returns the position from which to continue after the messages that {@link #next} returned. Nothing that still
     * waits is before it. While messages wait whose lines are mixed with those of a returned message, the position is
     * before them all, so that a reader which ends then will repeat a message, but not lose one.
     */
    @Nullable
    JournalCursor position() {
        return position;
    }
}
