package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Search for the copy that was made of a file before it was truncated, to read what had not been read yet. The copy is
 * in the same directory, begins with all that was read, and has been written to since the last look.
 */
final class RotatedCopy {

    private static final Logger log = LoggerFactory.getLogger(RotatedCopy.class.getPackageName());

    private static final int MAX_FILES = 1000;

    /** File systems have coarse clocks, and the file may have been written to after it was copied. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private final Path path;
    private FileTime lastWriteTime = FileTime.fromMillis(0);

    RotatedCopy(Path path) {
        this.path = path;
    }

    /** Returns when the file was last written to, or the last recorded time if that cannot be determined. */
    FileTime lastWritten() {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return lastWriteTime;
        }
    }

    /** Records a modification time at which the file was not truncated yet. */
    void recordWriteTime(FileTime written) {
        lastWriteTime = written;
    }

    /** Reads the part of a copy that the reader has not read from the file. If there is no copy, that part is lost. */
    void readRest(LogFileReader reader) {
        Path directory = path.getParent();
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            int seen = 0;
            for (Path file : files) {
                if (++seen > MAX_FILES || readRest(reader, file)) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("failed to search for a copy of {}", path, e);
        }
    }

    private boolean readRest(LogFileReader reader, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        boolean older = attributes
                .lastModifiedTime()
                .toInstant()
                .isBefore(lastWriteTime.toInstant().minus(CLOCK_TOLERANCE));
        if (older || !attributes.isRegularFile() || !Files.isReadable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!reader.isContinuedBy(channel)) {
                return false;
            }
            reader.readRest(channel);
            return true;
        }
    }
}
