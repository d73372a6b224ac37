package io.github.servicehandler.files;

import io.github.servicehandler.files.GenerationQueue.Generation;
import io.github.servicehandler.journal.Multiline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a log file that may be rotated: each {@link #read} reads what is new in the file at the path, and in the
 * files that were there before. For use by one thread at a time, except for {@link #notice}, which another thread may
 * call meanwhile.
 *
 * <p>A writer continues with a renamed file until it opens the new one. The old file therefore stays open and is read
 * first, as long as the new one has no lines, and then for {@link #GRACE} after the last change.
 */
final class LogFileTail implements Closeable {

    static final Duration GRACE = Duration.ofSeconds(10);

    private static final int MAX_RETIRED = 3;

    private final LogFileGenerations generations;
    private final LogFileDispatcher dispatcher;
    private final LongSupplier ticker;
    private final Deque<Retired> retired = new ConcurrentLinkedDeque<>();
    private volatile @Nullable LogFileReader current;
    private volatile boolean readsRetired;
    private volatile @Nullable Duration messageRest;

    LogFileTail(
            Path path,
            LogFileStart start,
            int longestLine,
            @Nullable Multiline multiline,
            FileHistory history,
            LogFileDispatcher dispatcher,
            LongSupplier ticker) {
        this.generations = new LogFileGenerations(
                path,
                start,
                history,
                () -> new LogFileLines(longestLine, dispatcher, new LogFileMessage(multiline, dispatcher, ticker)));
        this.dispatcher = dispatcher;
        this.ticker = ticker;
    }

    /** Determines where to begin, if the file exists. */
    void begin() throws IOException {
        current = generations.begin().orElse(null);
    }

    /** Opens what is new at the path, without reading it. Does not wait for the listener. */
    void notice() throws IOException {
        generations.notice();
    }

    /** Returns whether a file has another length than when it was last looked at. May be called by any thread. */
    boolean hasGrown() {
        return generations.hasGrown();
    }

    /** Returns whether a file is open, to be read now or later. May be called by any thread. */
    boolean hasOpen(Object fileKey) {
        return generations.hasOpen(fileKey);
    }

    /**
     * Reads everything that is new, up to what was noticed.
     *
     * @return whether there was anything
     */
    boolean read() throws IOException {
        boolean progress = false;
        for (Generation next = generations.next(); next != null; next = generations.next()) {
            progress |= readOpen();
            apply(next);
        }
        progress |= readOpen();
        deliverOver();
        closeQuiet();
        readsRetired = !retired.isEmpty() || generations.isMissing();
        return progress;
    }

    private void apply(Generation next) throws IOException {
        LogFileReader reader = next.reader();
        if (reader != null && !reader.equals(current)) {
            retired.removeIf(old -> old.reader.equals(reader));
            retire(current);
            current = reader;
        }
        if (next.event() != null) {
            dispatcher.event(next.event());
        }
    }

    private void retire(@Nullable LogFileReader old) throws IOException {
        if (old == null) {
            return;
        }
        if (old.isEnded()) {
            old.flush();
            generations.close(old);
        } else {
            retired.addLast(new Retired(old, ticker.getAsLong()));
        }
    }

    /** Reads what is new in all files, the oldest first. */
    private boolean readOpen() throws IOException {
        LogFileReader reader = current;
        // determined before the old files are read: a writer that has reached the new file is done with the old one
        long end = reader == null ? 0 : reader.noticedEnd();
        boolean progress = readRetired();
        if (reader != null && reader.isBefore(end)) {
            retired.forEach(old -> old.reader.flush());
            retired.forEach(this::markReplaced);
            progress |= reader.read(end);
        }
        return progress;
    }

    /** Delivers the messages that have not grown for the timeout. */
    private void deliverOver() {
        messageRest = open().flatMap(reader -> reader.message().deliverIfOver().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns the open files, the oldest first. */
    private Stream<LogFileReader> open() {
        return Stream.concat(retired.stream().map(old -> old.reader), Stream.ofNullable(current));
    }

    /**
     * Returns the time after which a message is over if its file does not grow; {@code null} if there is no such
     * message.
     */
    @Nullable
    Duration messageRest() {
        return messageRest;
    }

    private boolean readRetired() throws IOException {
        boolean progress = false;
        for (Retired old : retired) {
            if (old.reader.read(Long.MAX_VALUE)) {
                old.quietSince = ticker.getAsLong();
                progress = true;
            }
        }
        return progress;
    }

    private void markReplaced(Retired old) {
        if (!old.replaced) {
            old.replaced = true;
            old.quietSince = ticker.getAsLong();
        }
    }

    private void closeQuiet() throws IOException {
        for (Iterator<Retired> each = retired.iterator(); each.hasNext(); ) {
            Retired old = each.next();
            boolean quiet = ticker.getAsLong() - old.quietSince >= GRACE.toNanos();
            if ((retired.size() > MAX_RETIRED || (old.replaced && quiet)) && generations.close(old.reader)) {
                each.remove();
                old.reader.flush();
            }
        }
    }

    /**
     * Returns whether files are being read that are no longer at the path, so that their directory may not be watched.
     */
    boolean readsRetired() {
        return readsRetired;
    }

    /** Returns the position after the last line that the listener has finished with. May be called by any thread. */
    Optional<LogFilePosition> position() {
        return open().filter(reader -> reader.message().isPending())
                .findFirst()
                .or(() -> Optional.ofNullable(current))
                .flatMap(LogFileReader::position);
    }

    /** Delivers the last messages and closes the files. */
    @Override
    public void close() throws IOException {
        open().forEach(reader -> reader.message().deliverLast());
        // the reader remembers it
        position();
        generations.close();
    }

    /** A file that is no longer at the path. */
    private static final class Retired {
        private final LogFileReader reader;
        private long quietSince;
        private boolean replaced;

        Retired(LogFileReader reader, long now) {
            this.reader = reader;
            this.quietSince = now;
        }
    }
}
