package io.github.servicehandler.files;

import io.github.servicehandler.journal.Multiline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The message at the end of the lines that were read of one file. Without rules, each line is a message. For use by one
 * thread at a time, except for {@link #delivered()} and {@link #isPending()}.
 */
final class LogFileMessage {

    private final @Nullable Multiline multiline;
    private final LogFileDispatcher dispatcher;
    private final LongSupplier ticker;
    private final List<String> lines = new ArrayList<>(1);
    private long characters;
    private boolean truncated;
    private long end;
    private long grownAt;
    private volatile boolean pending;
    private volatile long delivered;

    /** @param ticker the time in nanoseconds */
    LogFileMessage(@Nullable Multiline multiline, LogFileDispatcher dispatcher, LongSupplier ticker) {
        this.multiline = multiline;
        this.dispatcher = dispatcher;
        this.ticker = ticker;
    }

    /** Sets the offset of the first line. */
    void beginAt(long offset) {
        delivered = offset;
    }

    /** Returns the offset after the last message that the listener has finished with. */
    long delivered() {
        return delivered;
    }

    /** Returns whether there are lines that have not been delivered yet. */
    boolean isPending() {
        return pending;
    }

    /** Records that the file has grown, be it by a part of a line. */
    void recordGrowth() {
        grownAt = ticker.getAsLong();
    }

    /**
     * Adds a line, and delivers what is complete. If the dispatcher is closed meanwhile, the line is ignored.
     *
     * @param lineEnd the offset after the line
     */
    void add(LogFileLine line, long lineEnd) {
        if (pending && !accepts(line) && !deliver()) {
            return;
        }
        lines.add(line.text());
        characters += line.text().length() + 1;
        truncated |= line.truncated();
        end = lineEnd;
        pending = true;
        if (multiline == null) {
            deliver();
        }
        recordGrowth();
    }

    private boolean accepts(LogFileLine line) {
        return multiline != null
                && lines.size() < multiline.maxLines()
                && characters + line.text().length() <= multiline.maxCharacters()
                && multiline.continues(lines, line.text());
    }

    /** Delivers the message, if there is one. Returns false if the dispatcher is closed, so that it is kept. */
    boolean deliver() {
        if (pending && !dispatcher.line(joined())) {
            return false;
        }
        clear();
        return true;
    }

    /** Delivers the message, if there is one, even though the dispatcher is closed. */
    void deliverLast() {
        if (pending && multiline != null) {
            dispatcher.lastLine(joined());
            clear();
        }
    }

    private LogFileLine joined() {
        return new LogFileLine(String.join("\n", lines), truncated);
    }

    private void clear() {
        if (pending) {
            delivered = end;
            pending = false;
        }
        lines.clear();
        characters = 0;
        truncated = false;
    }

    /**
     * Delivers the message if the file has not grown for the timeout.
     *
     * @return the time until then; empty if there is no message any more
     */
    Optional<Duration> deliverIfOver() {
        if (!pending || multiline == null) {
            return Optional.empty();
        }
        Duration rest = multiline.timeout().minusNanos(ticker.getAsLong() - grownAt);
        if (rest.compareTo(Duration.ZERO) > 0) {
            return Optional.of(rest);
        }
        deliver();
        return Optional.empty();
    }
}
