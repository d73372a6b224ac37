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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that are at a path one after the other, in order. Each is opened as soon as it is noticed, so that it can
 * be read even if it is renamed, removed or compressed before the reader gets to it. A file that is truncated counts as
 * another file. Thread-safe; no method waits for a listener.
 */
final class LogFileGenerations implements Closeable {

    /** The maximum number of attempts to open the files of a path while they are being renamed. */
    private static final int MAX_ATTEMPTS = 20;

    private final WorkLock access = new WorkLock();
    private final Path path;
    private final FileHistory history;
    private final Supplier<LogFileLines> lines;
    private final RotatedCopy copies;
    private final OpenReaders open = new OpenReaders();
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
            open.closeQuietly(here);
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
        if (!noticeContent()) {
            return;
        }
        Object key = FileIdentity.of(path);
        LogFileReader known = newest;
        boolean same = known != null && known.key().equals(key);
        if (same && missing) {
            add(new Generation(LogFileEvent.APPEARED, null, false));
            missing = false;
        }
        if (!same ? key != null || !missing || history.hasPassed() : hasPassedOthers()) {
            noticeFiles();
        }
    }

    /** Returns whether other files were at the path, although the known one is there again. */
    private boolean hasPassedOthers() throws IOException {
        LogFileReader known = newest;
        if (known == null || !history.hasPassed()) {
            return false;
        }
        List<PassedFile> passed = history.passed();
        List<PassedFile> others =
                passed.subList(ContentLook.copiesOf(known, passed).size(), passed.size());
        if (others.stream().allMatch(file -> file.place() == null)) {
            // nothing can be read of them, and there may be none, if reports of the system were lost
            history.forget(passed);
            return false;
        }
        return true;
    }

    /** Returns whether an open file has another length than when it was last looked at. Takes no lock of this class. */
    boolean hasGrown() {
        return open.hasGrown();
    }

    /** Returns whether a file is open, to be read now or later. */
    boolean hasOpen(Object fileKey) {
        return open.hasFile(fileKey);
    }

    /**
     * Notices what is new in the file that is known, and whether it was truncated.
     *
     * @return false if it is changed so often that this must be left to the next look, which the reports of these
     *     changes will cause
     */
    private boolean noticeContent() throws IOException {
        LogFileReader known = newest;
        if (known == null) {
            return true;
        }
        FileTime written = copies.lastWritten();
        List<PassedFile> passed = history.hasPassed() ? ContentLook.copiesOf(known, history.passed()) : List.of();
        boolean uncertain = known.isUncertain() && (known.hasGrown() || !passed.isEmpty());
        if (uncertain || !known.recordUnlessTruncated()) {
            return noticeTruncation(known, written);
        }
        copies.recordWriteTime(written);
        history.forget(passed);
        return true;
    }

    private boolean noticeTruncation(LogFileReader known, FileTime written) throws IOException {
        ContentLook look = ContentLook.at(known, history, lines, copies);
        if (!look.isSettled()) {
            return false;
        }
        if (look.isTruncated()) {
            restart(known, look);
        } else {
            known.recordLike(look.next());
            copies.recordWriteTime(written);
        }
        history.forget(look.passed());
        return true;
    }

    /** Reads a truncated file again, after the copies that were made of it before it was truncated further times. */
    private void restart(LogFileReader known, ContentLook look) {
        FileChannel rest = look.openRest().orElse(null);
        if (rest == null && known.hasUnread()) {
            add(GenerationQueue.LOSS);
        }
        known.end(rest);
        List<LogFileReader> later = look.openLaterCopies();
        newest = look.next();
        Stream.concat(later.stream(), Stream.of(look.next())).forEach(reader -> {
            open.add(reader);
            add(new Generation(LogFileEvent.TRUNCATED, reader, true));
        });
    }

    /**
     * Opens the file at the path, and those that were there before it and after the one that is known. If files are
     * renamed all the time, only the first ones, of which the names are certain, are opened now.
     */
    private void noticeFiles() throws IOException {
        ArrivalReaders readers = new ArrivalReaders(open, lines, copies);
        try {
            List<PassedFile> passed = history.passed();
            for (int attempt = 1; attempt <= MAX_ATTEMPTS && noticeContent(); attempt++) {
                boolean last = attempt == MAX_ATTEMPTS;
                readers.open(passed);
                LogFileReader here = opener.openAmong(readers);
                List<PassedFile> before = passed;
                passed = history.passed();
                List<PassedFile> settled = readers.settled(passed);
                // a file that is still missing is not being renamed, but was deleted
                boolean all = passed.equals(before) && (last || settled.size() == passed.size());
                if (all) {
                    addAll(readers.inOrder(passed, here));
                    noticeMissing(here == null);
                    history.forget(passed);
                    return;
                } else if (last) {
                    addAll(readers.inOrder(settled, null));
                    history.forget(settled);
                }
            }
        } finally {
            readers.closeUnused();
        }
    }

    private void addAll(List<Optional<LogFileReader>> readers) throws IOException {
        for (Optional<LogFileReader> each : readers) {
            if (each.isPresent()) {
                addFile(each.get());
            } else {
                add(GenerationQueue.LOSS);
            }
        }
    }

    private void noticeMissing(boolean absent) {
        if (absent && !missing) {
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
        waiting.add(generation, newest).ifPresent(open::closeQuietly);
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
            open.close(reader);
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
        open.close();
    }
}
