package io.github.servicehandler.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The readers of the files of a path that are open, to be read now or later. Thread-safe, without locks. */
final class OpenReaders implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(OpenReaders.class.getPackageName());

    private final List<LogFileReader> readers = new CopyOnWriteArrayList<>();

    void add(LogFileReader reader) {
        readers.add(reader);
    }

    void addAll(List<LogFileReader> more) {
        readers.addAll(more);
    }

    boolean contains(LogFileReader reader) {
        return readers.contains(reader);
    }

    /** Returns the readers as they are now. */
    List<LogFileReader> list() {
        return List.copyOf(readers);
    }

    /** Returns whether a file has another length than when it was last looked at. */
    boolean hasGrown() {
        return readers.stream().anyMatch(LogFileReader::hasGrown);
    }

    /** Returns whether a file is open, and was not truncated since. */
    boolean hasFile(Object fileKey) {
        return readers.stream().anyMatch(reader -> reader.key().equals(fileKey) && !reader.isEnded());
    }

    /** Closes a file that need no longer be read. */
    void close(LogFileReader reader) throws IOException {
        readers.remove(reader);
        reader.close();
    }

    void closeQuietly(LogFileReader reader) {
        try {
            close(reader);
        } catch (IOException e) {
            log.debug("failed to close a log file", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (LogFileReader reader : readers) {
            reader.close();
        }
        readers.clear();
    }
}
