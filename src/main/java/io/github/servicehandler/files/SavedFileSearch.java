package io.github.servicehandler.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Search for the rotated files of a log that were written since a saved position: the one that has the position, and
 * those that came after it. Files that gzip(1) has compressed are included.
 */
final class SavedFileSearch {

    private static final Logger log = LoggerFactory.getLogger(SavedFileSearch.class.getPackageName());

    private final Path path;
    private final LogFilePosition position;
    private final Supplier<LogFileLines> lines;

    SavedFileSearch(Path path, LogFilePosition position, Supplier<LogFileLines> lines) {
        this.path = path;
        this.position = position;
        this.lines = lines;
    }

    /** Opens the files, the oldest first. The first of them is read from the position. Empty if none has it. */
    List<LogFileReader> open() {
        List<Path> files = byAge();
        int first = indexOfSaved(files);
        List<LogFileReader> readers = new ArrayList<>();
        for (int i = Math.max(0, first); first >= 0 && i < files.size(); i++) {
            boolean saved = i == first;
            if (saved || RotatedNames.isNumbered(files.get(i))) {
                addReader(files.get(i), saved ? position.offset() : 0, readers);
            }
        }
        return readers;
    }

    private void addReader(Path file, long offset, List<LogFileReader> readers) {
        try {
            LogFileReader reader = LogFileReader.of(channel(file), key(file), offset, lines.get());
            reader.recordFirstContent();
            readers.add(reader);
        } catch (IOException e) {
            log.warn("{} cannot be read, so its lines are missing: {}", file, e.toString());
        }
    }

    /** Returns the rotated files, the oldest first. */
    private List<Path> byAge() {
        List<Path> files = new ArrayList<>();
        Map<Path, FileTime> writeTimes = new HashMap<>();
        for (Path file : RotatedNames.filesOf(path)) {
            try {
                writeTimes.put(file, Files.getLastModifiedTime(file));
                files.add(file);
            } catch (IOException e) {
                log.debug("{} is left out", file, e);
            }
        }
        FileTime unknown = FileTime.fromMillis(0);
        files.sort(Comparator.comparing((Path file) -> writeTimes.getOrDefault(file, unknown))
                .thenComparing(RotatedNames.OLDEST_FIRST));
        return files;
    }

    /** Returns the index of the file that has the position; -1 if there is none. */
    private int indexOfSaved(List<Path> files) {
        int found = -1;
        for (int i = 0; i < files.size(); i++) {
            if (hasPosition(files.get(i))) {
                found = i;
                if (isSavedFile(files.get(i))) {
                    return i;
                }
            }
        }
        return found;
    }

    private boolean hasPosition(Path file) {
        try (FileChannel channel = channel(file)) {
            return position.isIn(channel);
        } catch (IOException e) {
            log.debug("{} is left out", file, e);
            return false;
        }
    }

    private boolean isSavedFile(Path file) {
        try {
            return position.isNumberOf(key(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static Object key(Path file) throws IOException {
        Object key = FileIdentity.of(file);
        return key == null ? file : key;
    }

    private static FileChannel channel(Path file) throws IOException {
        return RotatedNames.isCompressed(file) ? uncompressed(file) : FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Returns the content of a compressed file, in a temporary file that is removed when it is closed. */
    private static FileChannel uncompressed(Path file) throws IOException {
        Path copy = Files.createTempFile("servicehandler", ".log");
        FileChannel channel = FileChannel.open(
                copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
