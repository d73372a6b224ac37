package io.github.servicehandler.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a log file that may be rotated: each {@link #scan} reads what is new in the file at the path, and in the
 * files that were there before. For use by one thread.
 *
 * <p>A writer continues with a renamed file until it opens the new one. The old file therefore stays open and is read
 * first, as long as the new one has no lines, and then for {@link #GRACE} after the last change.
 */
final class LogFileTail implements Closeable {

    static final Duration GRACE = Duration.ofSeconds(10);

    private static final int MAX_RETIRED = 3;

    private final Path path;
    private final int longestLine;
    private final LogFileDispatcher dispatcher;
    private final LongSupplier ticker;
    private final Deque<Retired> retired = new ArrayDeque<>();
    private final RotatedCopy copy;
    private @Nullable LogFileReader current;
    private LogFileStart start;
    private boolean missing;

    LogFileTail(Path path, LogFileStart start, int longestLine, LogFileDispatcher dispatcher, LongSupplier ticker) {
        this.path = path;
        this.start = start;
        this.longestLine = longestLine;
        this.dispatcher = dispatcher;
        this.ticker = ticker;
        this.copy = new RotatedCopy(path);
    }

    /** Determines where to begin, if the file exists. */
    void begin() throws IOException {
        copy.recordWriteTime(copy.lastWritten());
        Optional<LogFileReader> opened = open();
        current = opened.orElse(null);
        missing = opened.isEmpty();
        start = LogFileStart.BEGINNING;
    }

    private Optional<LogFileReader> open() throws IOException {
        return LogFileReader.open(path, start, new LogFileLines(longestLine, dispatcher));
    }

    /**
     * Reads everything that is new.
     *
     * @return whether there was anything
     */
    boolean scan() throws IOException {
        checkPath();
        LogFileReader reader = current;
        if (reader != null) {
            checkTruncation(reader);
        }
        // determined before the old files are read: a writer that has reached the new file is done with the old one
        long end = reader == null ? 0 : reader.size();
        boolean progress = readRetired();
        if (reader != null) {
            progress |= readCurrent(reader, end);
        }
        closeQuiet();
        return progress;
    }

    private void checkTruncation(LogFileReader reader) throws IOException {
        FileTime written = copy.lastWritten();
        if (reader.wasTruncated()) {
            copy.readRest(reader);
            reader.rewind();
            dispatcher.event(LogFileEvent.TRUNCATED);
        } else {
            copy.recordWriteTime(written);
        }
    }

    private void checkPath() throws IOException {
        Object key = FileIdentity.of(path);
        if (key == null) {
            recordDisappearance();
        } else if (current == null || !key.equals(current.key())) {
            changeFile(key);
        } else if (missing) {
            recordAppearance(LogFileEvent.APPEARED);
        }
    }

    private void recordDisappearance() {
        if (!missing) {
            missing = true;
            dispatcher.event(LogFileEvent.DISAPPEARED);
        }
    }

    private void recordAppearance(LogFileEvent event) {
        missing = false;
        dispatcher.event(event);
    }

    private void changeFile(Object key) throws IOException {
        Optional<LogFileReader> old = takeBack(key);
        LogFileReader next = (old.isPresent() ? old : open()).orElse(null);
        if (next == null) {
            return;
        }
        if (current != null) {
            retired.addLast(new Retired(current, ticker.getAsLong()));
        }
        current = next;
        start = LogFileStart.BEGINNING;
        recordAppearance(missing ? LogFileEvent.APPEARED : LogFileEvent.REPLACED);
    }

    /** Takes back the reader of an earlier file that has returned to the path; empty if there is none. */
    private Optional<LogFileReader> takeBack(Object key) {
        Optional<Retired> old =
                retired.stream().filter(each -> each.reader.key().equals(key)).findFirst();
        old.ifPresent(retired::remove);
        return old.map(each -> each.reader);
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

    private boolean readCurrent(LogFileReader reader, long end) throws IOException {
        if (!reader.isBefore(end)) {
            return false;
        }
        retired.forEach(old -> old.reader.flush());
        retired.forEach(this::markReplaced);
        return reader.read(end);
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
            if (retired.size() > MAX_RETIRED || (old.replaced && quiet)) {
                each.remove();
                old.reader.flush();
                old.reader.close();
            }
        }
    }

    /**
     * Returns whether files are being read that are no longer at the path, so that their directory may not be watched.
     */
    boolean readsRetired() {
        return !retired.isEmpty() || (missing && current != null);
    }

    @Override
    public void close() throws IOException {
        for (Retired old : retired) {
            old.reader.close();
        }
        if (current != null) {
            current.close();
        }
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
