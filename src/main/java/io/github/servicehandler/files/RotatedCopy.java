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
 * Finds the copy that was made of a file before it was cut, and in it what had not been read yet. It lies beside the file, begins with
 * all that was read, and was written since.
 */
final class RotatedCopy {

    private static final Logger log = LoggerFactory.getLogger(LogFile.class);

    private static final int MOST_FILES = 1000;

    /** Clocks of file systems are coarse, and the file may have been written to after it was copied. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Path path;
    private FileTime lastLook = FileTime.fromMillis(0);

    RotatedCopy(Path path) {
        this.path = path;
    }

    /** Returns when the file was last written to. */
    FileTime lastWritten() {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return lastLook;
        }
    }

    /** Notes that the file was not cut yet when it had last been written to at that time. */
    void lookedAt(FileTime written) {
        lastLook = written;
    }

    /** Reads what a copy has and the reader has not seen. Without one, that is lost. */
    void readRest(LogFileReader reader) {
        Path directory = path.getParent();
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            int seen = 0;
            for (Path file : files) {
                if (++seen > MOST_FILES || readRest(reader, file)) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("no copy of {} could be found", path, e);
        }
    }

    private boolean readRest(LogFileReader reader, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        boolean older = attributes
                .lastModifiedTime()
                .toInstant()
                .isBefore(lastLook.toInstant().minus(SLACK));
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
