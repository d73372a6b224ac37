package io.github.servicehandler.files;

import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that are at a path one after the other, in order. Each is opened as soon as it is noticed, so that it can
 * be read even if it is renamed, removed or compressed before the reader gets to it. A file that is truncated counts as
 * another file. Thread-safe; no method waits for a listener.
 */
final class LogFileGenerations implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LogFileGenerations.class.getPackageName());

    /** The maximum number of files that are open and wait to be read. */
    static final int MAX_WAITING = 64;

    /** The maximum number of steps that wait, including those that need no file of their own. */
    private static final int MAX_STEPS = 4 * MAX_WAITING;

    private static final Generation LOSS = new Generation(LogFileEvent.LINES_LOST, null, false);

    private final WorkLock access = new WorkLock();
    private final Path path;
    private final Supplier<LogFileLines> lines;
    private final RotatedCopy copies;
    private final List<LogFileReader> open = new CopyOnWriteArrayList<>();
    private final Deque<Generation> waiting = new ArrayDeque<>();
    private @Nullable LogFileReader newest;
    private LogFileStart start;
    private @Nullable Object unreadableKey;
    private boolean missing;
    private boolean closed;

    LogFileGenerations(Path path, LogFileStart start, Supplier<LogFileLines> lines) {
        this.path = path;
        this.start = start;
        this.lines = lines;
        this.copies = new RotatedCopy(path);
    }

    /**
     * A step to the next file, or an event at the same file.
     *
     * @param event what happened; {@code null} if it is nothing that the listener must know
     * @param reader the reader of the file that is at the path from now on; {@code null} if the file is the same
     * @param opened whether the file was opened for this step, and not before
     */
    record Generation(
            @Nullable LogFileEvent event, @Nullable LogFileReader reader, boolean opened) {}

    /**
     * Determines where to begin, if the file exists. Returns the reader of that file; empty if it must be waited for.
     */
    Optional<LogFileReader> begin() throws IOException {
        return access.get(this::beginAtPath);
    }

    private Optional<LogFileReader> beginAtPath() throws IOException {
        copies.recordWriteTime(copies.lastWritten());
        Optional<LogFilePosition> saved = start.saved();
        try {
            Optional<LogFileReader> first = open();
            missing = first.isEmpty();
            newest = first.orElse(null);
            return saved.isEmpty() ? first : beginAfter(saved.get());
        } catch (IOException e) {
            recordUnreadable();
            throw e;
        }
    }

    /** Reads rotated files first, unless the file at the path has the saved position. */
    private Optional<LogFileReader> beginAfter(LogFilePosition saved) throws IOException {
        LogFileReader here = newest;
        if (here != null && here.isAt(saved)) {
            return Optional.of(here);
        }
        List<LogFileReader> rotated = new SavedFileSearch(path, saved, lines).open();
        open.addAll(rotated);
        if (here != null && here.hasBegun()) {
            if (rotated.isEmpty()) {
                // a copy of the file, with another number
                return Optional.of(here);
            }
            closeQuietly(here);
            newest = open().orElse(null);
        }
        LogFileEvent event = rotated.isEmpty() ? LogFileEvent.LINES_LOST : null;
        for (LogFileReader reader : rotated) {
            add(new Generation(event, reader, true));
            event = LogFileEvent.REPLACED;
        }
        add(new Generation(event, newest, newest != null));
        return Optional.empty();
    }

    /** Records the length of a file that cannot be read yet: lines that are written until then must be delivered. */
    private void recordUnreadable() throws IOException {
        try {
            Object key = FileIdentity.of(path);
            if (key != null) {
                start = start.atLength(Files.size(path));
                unreadableKey = key;
            }
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            log.debug("there is no file yet at {}, but perhaps a loop of links", path, e);
            start = LogFileStart.BEGINNING;
        }
    }

    private Optional<LogFileReader> open() throws IOException {
        Optional<LogFileReader> opened = LogFileReader.open(path, start, lines.get());
        opened.ifPresent(open::add);
        start = LogFileStart.BEGINNING;
        return opened;
    }

    /** Opens what is new at the path. */
    void notice() throws IOException {
        access.run(() -> {
            if (!closed) {
                noticePath();
            }
        });
    }

    private void noticePath() throws IOException {
        Object key = FileIdentity.of(path);
        LogFileReader known = newest;
        if (key == null) {
            noticeDisappearance();
        } else if (known == null || !key.equals(known.key())) {
            noticeFile(key);
        } else {
            if (missing) {
                add(new Generation(LogFileEvent.APPEARED, null, false));
                missing = false;
            }
            noticeContent(known);
        }
    }

    /** Returns whether an open file has another length than when it was last looked at. Takes no lock of this class. */
    boolean hasGrown() {
        for (LogFileReader reader : open) {
            if (reader.hasGrown()) {
                return true;
            }
        }
        return false;
    }

    private void noticeDisappearance() {
        if (!missing) {
            missing = true;
            add(new Generation(LogFileEvent.DISAPPEARED, null, false));
        }
    }

    private void noticeFile(Object key) throws IOException {
        if (unreadableKey != null && !key.equals(unreadableKey)) {
            // the file that could not be read is gone
            start = LogFileStart.BEGINNING;
        }
        Optional<LogFileReader> former = open.stream()
                .filter(each -> each.key().equals(key) && !each.isEnded())
                .findFirst();
        LogFileReader next = (former.isPresent() ? former : open()).orElse(null);
        if (next == null) {
            return;
        }
        boolean expected = next.key().equals(unreadableKey);
        boolean first = missing || (newest == null && !expected);
        LogFileEvent event = first ? LogFileEvent.APPEARED : expected ? null : LogFileEvent.REPLACED;
        unreadableKey = null;
        missing = false;
        newest = next;
        next.recordContent();
        add(new Generation(event, next, former.isEmpty()));
    }

    private void noticeContent(LogFileReader known) throws IOException {
        FileTime written = copies.lastWritten();
        if (!known.wasTruncated()) {
            known.recordContent();
            copies.recordWriteTime(written);
            return;
        }
        LogFileReader next = open().orElse(null);
        if (next == null) {
            return;
        }
        FileChannel copy = copies.open(known).orElse(null);
        if (copy == null && known.hasUnread()) {
            add(LOSS);
        }
        known.end(copy);
        newest = next;
        next.recordContent();
        boolean same = next.key().equals(known.key());
        add(new Generation(same ? LogFileEvent.TRUNCATED : LogFileEvent.REPLACED, next, true));
    }

    private void add(Generation generation) {
        waiting.addLast(generation);
        long readers = waiting.stream().filter(Generation::opened).count();
        if (readers > MAX_WAITING) {
            giveUpOne();
        }
        if (waiting.size() > MAX_STEPS) {
            // the path alternates between files that are open anyway
            waiting.stream()
                    .filter(step -> !step.opened() && !step.equals(LOSS))
                    .findFirst()
                    .ifPresent(waiting::remove);
        }
    }

    /** Gives up a file that nothing was read of: the last one that is no longer at the path. */
    private void giveUpOne() {
        List<Generation> steps = new ArrayList<>(waiting);
        for (int i = steps.size() - 1; i >= 0; i--) {
            LogFileReader reader = steps.get(i).reader();
            if (steps.get(i).opened() && reader != null && isOnlyIn(steps.get(i), reader)) {
                steps.set(i, LOSS);
                closeQuietly(reader);
                break;
            }
        }
        waiting.clear();
        for (Generation step : steps) {
            if (!step.equals(LOSS) || !step.equals(waiting.peekLast())) {
                waiting.addLast(step);
            }
        }
    }

    private boolean isOnlyIn(Generation step, LogFileReader reader) {
        return reader != newest && waiting.stream().allMatch(each -> each.equals(step) || each.reader() != reader);
    }

    private void closeQuietly(LogFileReader reader) {
        open.remove(reader);
        try {
            reader.close();
        } catch (IOException e) {
            log.debug("failed to close a file that was at {}", path, e);
        }
    }

    /** Returns the next step, and no longer counts it as waiting; {@code null} if there is none. */
    @Nullable
    Generation next() {
        return access.get(waiting::pollFirst);
    }

    /**
     * Closes a file that needs no longer be read. Returns false if it is at the path again, and therefore stays open.
     */
    boolean close(LogFileReader reader) throws IOException {
        return access.get(() -> closeIfUnneeded(reader));
    }

    private boolean closeIfUnneeded(LogFileReader reader) throws IOException {
        boolean needed = reader == newest || waiting.stream().anyMatch(each -> reader.equals(each.reader()));
        if (!needed) {
            open.remove(reader);
            reader.close();
        }
        return !needed;
    }

    /** Returns whether there is an open file, but none at the path. */
    boolean isMissing() {
        return access.get(() -> missing && newest != null);
    }

    @Override
    public void close() throws IOException {
        access.run(this::closeAll);
    }

    private void closeAll() throws IOException {
        closed = true;
        waiting.clear();
        for (LogFileReader reader : open) {
            reader.close();
        }
        open.clear();
    }
}
