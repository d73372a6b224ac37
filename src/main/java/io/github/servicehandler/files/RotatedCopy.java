package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Search for the copy that was made of a file before it was truncated, to read what had not been read yet. The copy is
 * in the same directory, has the name of a rotated file, begins with all that was read, and has been written to since
 * the last look. Its name matters, because a file of another program may have the same lines.
 */
final class RotatedCopy {

    private static final Logger log = LoggerFactory.getLogger(RotatedCopy.class.getPackageName());

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

    /**
     * Returns whether a file may be a copy that was made since the last look, and is not older. gunzip gives the files
     * that it unpacks the time of the archive.
     */
    private boolean isCopy(PassedFile file) {
        Path place = file.place();
        if (!file.copy() || !file.mayHaveContent() || place == null) {
            return false;
        }
        try {
            return !isOlder(Files.getLastModifiedTime(place));
        } catch (IOException e) {
            log.debug("{} cannot be compared with {}", place, path, e);
            return false;
        }
    }

    private boolean isOlder(FileTime written) {
        return written.toInstant().isBefore(lastWriteTime.toInstant().minus(CLOCK_TOLERANCE));
    }

    /** Opens a copy that has more than the reader has read from the file; empty if there is none. */
    Optional<FileChannel> open(LogFileReader reader) {
        return candidates().stream()
                .flatMap(file -> openIf(file, reader::isContinuedBy).stream())
                .findFirst();
    }

    /** Opens a copy if it has more than the reader has read. */
    Optional<FileChannel> openContinued(PassedFile copy, LogFileReader reader) {
        Path place = copy.place();
        return place == null ? Optional.empty() : openIf(place, reader::isContinuedBy);
    }

    /**
     * Returns whether a file that was made beside the followed one is a copy that begins like what a reader has
     * recorded.
     */
    boolean beginsLike(PassedFile copy, LogFileReader reader) {
        return matches(copy, reader::beginsLike);
    }

    /**
     * Returns whether a file that was made beside the followed one is a copy with lines that a reader does not have.
     */
    boolean hasMore(PassedFile file, LogFileReader reader) {
        return isCopy(file) && matches(file, copy -> copy.size() > 0 && !reader.contains(copy));
    }

    private boolean matches(PassedFile file, CopyComparison comparison) {
        Path place = file.place();
        Optional<FileChannel> channel = place == null ? Optional.empty() : openIf(place, comparison);
        channel.ifPresent(RotatedCopy::close);
        return channel.isPresent();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("failed to close a copy", e);
        }
    }

    /** Opens a copy from its first byte. */
    Optional<LogFileReader> openFromBeginning(PassedFile copy, Supplier<LogFileLines> lines) {
        Path place = copy.place();
        try {
            Object key = place == null ? null : FileIdentity.of(place);
            return place == null || key == null
                    ? Optional.empty()
                    : Optional.of(
                            LogFileReader.ofCopy(FileChannel.open(place, StandardOpenOption.READ), key, lines.get()));
        } catch (IOException e) {
            log.debug("{} cannot be read", place, e);
            return Optional.empty();
        }
    }

    private interface CopyComparison {
        boolean matches(FileChannel copy) throws IOException;
    }

    private Optional<FileChannel> openIf(Path file, CopyComparison comparison) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            boolean matches = false;
            try {
                matches = comparison.matches(channel);
                return matches ? Optional.of(channel) : Optional.empty();
            } finally {
                if (!matches) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            log.debug("{} cannot be compared with {}", file, path, e);
            return Optional.empty();
        }
    }

    /** Returns the files with a name of a rotated file that may be a copy, the newest first. */
    private List<Path> candidates() {
        Map<Path, FileTime> writeTimes = new HashMap<>();
        RotatedNames.filesOf(path).forEach(file -> addIfRecent(file, writeTimes));
        return writeTimes.entrySet().stream()
                .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void addIfRecent(Path file, Map<Path, FileTime> writeTimes) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime written = attributes.lastModifiedTime();
            if (!isOlder(written) && attributes.isRegularFile()) {
                writeTimes.put(file, written);
            }
        } catch (IOException e) {
            log.debug("{} cannot be compared with {}", file, path, e);
        }
    }
}
