package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opener of the file at a path. The first file is read from where the follower is to begin, all others from their
 * beginning. Not thread-safe.
 */
final class PathOpener {

    private static final Logger log = LoggerFactory.getLogger(PathOpener.class.getPackageName());

    private final Path path;
    private final Supplier<LogFileLines> lines;
    private LogFileStart start;
    private @Nullable Object unreadableKey;

    PathOpener(Path path, LogFileStart start, Supplier<LogFileLines> lines) {
        this.path = path;
        this.start = start;
        this.lines = lines;
    }

    /** Returns the position to continue from, if one was saved and no file has been opened yet. */
    Optional<LogFilePosition> saved() {
        return start.saved();
    }

    /** Opens the file; empty if there is none. */
    Optional<LogFileReader> open() throws IOException {
        Optional<LogFileReader> opened = LogFileReader.open(path, start, lines.get());
        start = LogFileStart.BEGINNING;
        return opened;
    }

    /** Opens the file, unless it is one of those that are open already; {@code null} if there is none. */
    @Nullable
    LogFileReader openAmong(ArrivalReaders readers) throws IOException {
        // the file that could not be read may be gone
        boolean begins = unreadableKey != null && !unreadableKey.equals(FileIdentity.of(path));
        return readers.open(path, begins ? LogFileStart.BEGINNING : start).orElse(null);
    }

    /** Records the length of a file that cannot be read yet: lines that are written until then must be delivered. */
    void recordUnreadable() throws IOException {
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

    /** Returns whether a reader has the file that could not be read before. */
    boolean isUnreadable(LogFileReader reader) {
        return reader.key().equals(unreadableKey);
    }

    /** Records that a file is read now, so that the next one is another file. */
    void recordRead() {
        start = LogFileStart.BEGINNING;
        unreadableKey = null;
    }
}
