package io.github.servicehandler.files;

import io.github.servicehandler.files.GenerationQueue.Generation;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    /** The maximum number of attempts to open the files of a path while they are being renamed. */
    private static final int MAX_ATTEMPTS = 20;

    private final WorkLock access = new WorkLock();
    private final Path path;
    private final FileHistory history;
    private final Supplier<LogFileLines> lines;
    private final RotatedCopy copies;
    private final List<LogFileReader> open = new CopyOnWriteArrayList<>();
    private final GenerationQueue waiting = new GenerationQueue();
    private final PathOpener opener;
    private @Nullable LogFileReader newest;
    private boolean missing;
    private boolean closed;

    LogFileGenerations(Path path, LogFileStart start, FileHistory history, Supplier<LogFileLines> lines) {
        this.path = path;
        this.history = history;
        this.opener = new PathOpener(path, start, lines);
        this.lines = lines;
        this.copies = new RotatedCopy(path);
    }

    /**
     * Determines where to begin, if the file exists. Returns the reader of that file; empty if it must be waited for.
     */
    Optional<LogFileReader> begin() throws IOException {
        return access.get(this::beginAtPath);
    }

    private Optional<LogFileReader> beginAtPath() throws IOException {
        copies.recordWriteTime(copies.lastWritten());
        Optional<LogFilePosition> saved = opener.saved();
        try {
            Optional<LogFileReader> first = open();
            missing = first.isEmpty();
            newest = first.orElse(null);
            return saved.isEmpty() ? first : beginAfter(saved.get());
        } catch (IOException e) {
            opener.recordUnreadable();
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

    private Optional<LogFileReader> open() throws IOException {
        Optional<LogFileReader> opened = opener.open();
        opened.ifPresent(open::add);
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
        LogFileReader before = newest;
        FileTime written = copies.lastWritten();
        boolean truncated = before != null && before.wasTruncated();
        boolean empty = before != null && before.wasEmpty();
        boolean filled = before != null && empty && before.hasGrown();
        if (before != null && !truncated) {
            // before the copies are looked for: what is copied and truncated afterwards shows as a truncation later
            before.recordContent();
        }
        List<PassedFile> passed = truncated || filled || history.hasPassed() ? history.passed() : List.of();
        if (before != null) {
            noticeCopies(before, truncated, empty, passed);
        }
        if (!truncated) {
            copies.recordWriteTime(written);
        }
        Object key = FileIdentity.of(path);
        LogFileReader known = newest;
        boolean same = known != null && known.key().equals(key);
        if (same && missing) {
            add(new Generation(LogFileEvent.APPEARED, null, false));
            missing = false;
        }
        if (known != null && same) {
            boolean stillEmpty = known == before && known.wasEmpty();
            history.forget(stillEmpty ? beforeCopies(passed) : passed);
        } else if (key != null || !missing || !passed.isEmpty()) {
            noticeFiles();
        }
    }

    /**
     * Returns the first files up to a copy. Copies are kept as long as the file is empty: it may have been truncated
     * just after it was compared with them.
     */
    private static List<PassedFile> beforeCopies(List<PassedFile> passed) {
        return passed.stream().takeWhile(file -> !file.copy()).toList();
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

    /** Returns whether a file is open, to be read now or later. */
    boolean hasOpen(Object fileKey) {
        return open.stream().anyMatch(reader -> reader.key().equals(fileKey) && !reader.isEnded());
    }

    private void noticeCopies(LogFileReader known, boolean truncated, boolean wasEmpty, List<PassedFile> passed)
            throws IOException {
        // nothing else would show that an empty file was filled, copied and truncated meanwhile
        List<LogFileReader> made =
                truncated || wasEmpty ? ArrivalReaders.copiesUnlike(known, passed, lines, copies) : List.of();
        if (truncated || (!made.isEmpty() && known.wasTruncated())) {
            noticeTruncation(known, made);
        } else if (!made.isEmpty()) {
            restart(known, null, made);
        }
    }

    /** @param made copies that were made of the file before it was truncated further times */
    private void noticeTruncation(LogFileReader known, List<LogFileReader> made) throws IOException {
        FileChannel copy = copies.open(known).orElse(null);
        if (copy == null && known.hasUnread()) {
            add(GenerationQueue.LOSS);
        }
        restart(known, copy, made);
    }

    /** Reads a truncated file again, after the copies that were made of it before it was truncated further times. */
    private void restart(LogFileReader known, @Nullable FileChannel copy, List<LogFileReader> made) throws IOException {
        LogFileReader next = known.restart(copy, lines.get());
        next.recordContent();
        for (LogFileReader each : made) {
            open.add(each);
            add(new Generation(LogFileEvent.TRUNCATED, each, true));
        }
        open.add(next);
        newest = next;
        add(new Generation(LogFileEvent.TRUNCATED, next, true));
    }

    /** Opens the file at the path, and those that were there before it and after the one that is known. */
    private void noticeFiles() throws IOException {
        ArrivalReaders readers = new ArrivalReaders(open, lines, copies);
        try {
            LogFileReader here = null;
            List<PassedFile> passed = history.passed();
            List<PassedFile> before = List.of();
            // a file that was renamed meanwhile may have been opened by the name of another one
            for (int attempt = 1; attempt == 1 || (attempt <= MAX_ATTEMPTS && !passed.equals(before)); attempt++) {
                before = passed;
                readers.open(passed);
                here = opener.openAmong(readers);
                passed = history.passed();
            }
            addAll(readers.inOrder(here), here);
            history.forget(before);
        } finally {
            readers.closeUnused();
        }
    }

    private void addAll(List<Optional<LogFileReader>> readers, @Nullable LogFileReader here) throws IOException {
        for (Optional<LogFileReader> each : readers) {
            if (each.isPresent()) {
                addFile(each.get());
            } else {
                add(GenerationQueue.LOSS);
            }
        }
        if (here == null && !missing) {
            missing = true;
            add(new Generation(LogFileEvent.DISAPPEARED, null, false));
        }
    }

    private void addFile(LogFileReader next) throws IOException {
        boolean former = open.contains(next);
        if (!former) {
            open.add(next);
        }
        boolean expected = opener.isUnreadable(next);
        boolean first = missing || (newest == null && !expected);
        LogFileEvent event = first ? LogFileEvent.APPEARED : expected ? null : LogFileEvent.REPLACED;
        opener.recordRead();
        missing = false;
        newest = next;
        add(new Generation(event, next, !former));
    }

    /** Adds a step, and closes a file if too many are waiting. */
    private void add(Generation generation) {
        waiting.add(generation, newest).ifPresent(this::closeQuietly);
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
        return access.get(() -> Optional.ofNullable(waiting.next())).orElse(null);
    }

    /**
     * Closes a file that needs no longer be read. Returns false if it is at the path again, and therefore stays open.
     */
    boolean close(LogFileReader reader) throws IOException {
        return access.get(() -> closeIfUnneeded(reader));
    }

    private boolean closeIfUnneeded(LogFileReader reader) throws IOException {
        boolean needed = reader == newest || waiting.contains(reader);
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
