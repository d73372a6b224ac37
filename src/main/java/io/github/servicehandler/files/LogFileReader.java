package io.github.servicehandler.files;

import io.github.servicehandler.internal.concurrent.WorkLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader that reads one open file to its end, again and again, even after the file was renamed or removed. As long as
 * the file is open, no other file gets its key: the system may give the number of a removed file to a new one at once,
 * but not while the removed one is still open.
 *
 * <p>One thread reads, and delivers what it has read. Meanwhile another thread may {@linkplain #recordUnlessTruncated
 * look at the file}, because no lock is held during delivery.
 */
final class LogFileReader implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LogFileReader.class.getPackageName());

    private static final int BUFFER_BYTES = 16 * 1024;

    private final WorkLock access = new WorkLock();
    private final Object key;
    private final LogFileLines lines;
    private @Nullable FileChannel channel;
    private ContentMark read;
    private ContentMark recorded;
    private volatile boolean ended;
    private @Nullable LogFilePosition position;

    private LogFileReader(FileChannel channel, Object key, long position, LogFileLines lines) throws IOException {
        this.channel = channel;
        this.key = key;
        this.lines = lines;
        this.read = ContentMark.of(channel, position);
        this.recorded = read;
        lines.beginAt(position);
    }

    /** Returns a reader of an open file. */
    static LogFileReader of(FileChannel channel, Object key, long position, LogFileLines lines) throws IOException {
        return new LogFileReader(channel, key, position, lines);
    }

    /** Opens the file at a path; empty if there is no regular file. */
    static Optional<LogFileReader> open(Path path, LogFileStart start, LogFileLines lines) throws IOException {
        Object key = FileIdentity.of(path);
        while (key != null) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                Object opened = FileIdentity.of(path);
                if (key.equals(opened)) {
                    long position = start.position(channel, channel.size());
                    return Optional.of(new LogFileReader(channel, key, position, lines));
                }
                channel.close();
                key = opened;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
        return Optional.empty();
    }

    Object key() {
        return key;
    }

    /** Returns whether this is a reader of the file that is at a path now; false for a missing path. */
    boolean isAt(@Nullable Path place) throws IOException {
        return place != null && key.equals(FileIdentity.of(place));
    }

    /**
     * Returns the offset up to which the file may be read: that of the last look at it, because the next look may show
     * that the file was copied and truncated in between.
     */
    long noticedEnd() throws IOException {
        return access.get(() -> ended && channel != null ? channel.size() : recorded.offset());
    }

    /** Returns whether the length of the file is another one than when it was last read or recorded. */
    boolean hasGrown() {
        try {
            return access.get(() -> channel != null && channel.size() != Math.max(read.offset(), recorded.offset()));
        } catch (IOException e) {
            log.debug("the length of a log file cannot be determined", e);
            return false;
        }
    }

    /** Returns whether reading is beyond the first byte. */
    boolean hasBegun() {
        return !isBefore(1);
    }

    /** Returns whether reading is at a saved position of this file. */
    boolean isAt(LogFilePosition saved) {
        return access.get(() -> read.offset() == saved.offset() && saved.equals(LogFilePosition.of(key, read)));
    }

    /** Returns whether there is something to read before an offset. */
    boolean isBefore(long end) {
        return access.get(() -> read.offset() < end);
    }

    /** Returns whether the file is no longer what it was when it was read and last recorded. */
    boolean wasTruncated() throws IOException {
        return access.get(() -> channel != null && !isUnchanged(channel));
    }

    private boolean isUnchanged(FileChannel file) throws IOException {
        return read.isIn(file) && (recorded.isLike(read) || recorded.isIn(file));
    }

    /**
     * Records the present content, to detect a truncation later, even before that content is read.
     *
     * @return false if the file is no longer what it was when it was read and last recorded. Nothing is recorded then
     */
    boolean recordUnlessTruncated() throws IOException {
        return access.get(() -> {
            FileChannel file = channel;
            if (file == null) {
                return true;
            }
            // determined before the check, so that it cannot be of what the file has after a truncation
            ContentMark present = recorded.movedTo(file, Math.max(recorded.offset(), file.size()));
            boolean unchanged = isUnchanged(file);
            if (unchanged) {
                recorded = present;
            }
            return unchanged;
        });
    }

    /** Records what another reader has recorded of the same file. */
    void recordLike(LogFileReader other) {
        ContentMark present = other.access.get(() -> other.recorded);
        access.run(() -> recorded = present);
    }

    /** Records the present content of a file that nothing was read of, whatever it was before. */
    void recordFirstContent() throws IOException {
        access.run(() -> {
            if (channel != null) {
                recorded = ContentMark.of(channel, channel.size());
            }
        });
    }

    /** Returns whether bytes are known to exist that have not been read. */
    boolean hasUnread() {
        return access.get(() -> read.offset() < recorded.offset());
    }

    /**
     * Returns whether another file begins with what was read of this one and has more, as does a copy that was made of
     * this file. An empty file has no such copy: nothing would tell it from any other file.
     */
    boolean isContinuedBy(FileChannel copy) throws IOException {
        return access.get(() ->
                recorded.offset() > 0 && copy.size() > read.offset() && read.isIn(copy) && recorded.isInOrBeyond(copy));
    }

    /**
     * Returns a reader of the same file from its first byte. It takes the file over when this reader is
     * {@linkplain #end ended}, and needs not be closed before.
     *
     * @param nextLines receives what the file has now
     */
    LogFileReader successor(LogFileLines nextLines) throws IOException {
        return access.get(
                () -> new LogFileReader(Objects.requireNonNull(channel, "the file is closed"), key, 0, nextLines));
    }

    /**
     * Reads only what a copy has from now on, because the file was truncated.
     *
     * @param copy the copy; {@code null} if there is none
     */
    void end(@Nullable FileChannel copy) {
        access.run(() -> {
            channel = copy;
            // a copy may be shorter than the file was
            recorded = read;
            ended = true;
        });
    }

    /** Returns a reader of a copy, to which nothing more is written. */
    static LogFileReader ofCopy(FileChannel copy, Object key, LogFileLines lines) throws IOException {
        LogFileReader reader = new LogFileReader(copy, key, 0, lines);
        reader.ended = true;
        return reader;
    }

    /** Returns whether another file begins like this one did when it was last looked at; false if it was empty. */
    boolean beginsLike(FileChannel other) throws IOException {
        return access.get(() -> recorded.beginsLike(other));
    }

    /** Returns whether all that another file has was in this one when it was last looked at, or is in it now. */
    boolean contains(FileChannel copy) throws IOException {
        return access.get(() -> recorded.isAfter(copy)
                || (channel != null && ContentMark.of(copy, copy.size()).isIn(channel)));
    }

    /** Returns whether so little was recorded of the file that other content may begin like it. */
    boolean isUncertain() {
        return access.get(() -> recorded.isShort());
    }

    /** Returns whether this reader has recorded what another one has recorded of the same file, or more. */
    boolean continues(LogFileReader other) {
        ContentMark before = other.access.get(() -> other.recorded);
        return access.get(() -> recorded.continues(before));
    }

    /** Returns whether nothing was in the file when it was last looked at. */
    boolean wasEmpty() {
        return access.get(() -> recorded.offset() == 0);
    }

    /** Returns whether nothing more can be written to what is read. */
    boolean isEnded() {
        return ended;
    }

    /**
     * Reads on from the current position.
     *
     * @param end the offset at which to stop, even if the file has grown beyond it meanwhile
     * @return whether anything was read
     */
    boolean read(long end) throws IOException {
        // not kept, because most of many followed files are at rest
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        boolean progress = false;
        while (!lines.isClosed() && access.get(() -> fill(buffer, end))) {
            lines.add(buffer);
            progress = true;
        }
        return progress;
    }

    /** Reads the next bytes into the buffer. Returns false if there are none. */
    private boolean fill(ByteBuffer buffer, long end) throws IOException {
        if (channel == null || read.offset() >= end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - read.offset()));
        int count = channel.read(buffer, read.offset());
        // checked after the reading: bytes of a file that was truncated just now do not continue what was read before
        if (count <= 0 || wasTruncated()) {
            return false;
        }
        buffer.flip();
        read = read.plus(buffer, count);
        return true;
    }

    /** Returns the position after the last line that the listener has finished with; empty if it is not known. */
    Optional<LogFilePosition> position() {
        return access.get(() -> {
            try {
                updatePosition();
            } catch (IOException e) {
                log.debug("the position in a log file cannot be determined", e);
            }
            return Optional.ofNullable(position);
        });
    }

    private void updatePosition() throws IOException {
        if (channel != null && read.isIn(channel)) {
            position = LogFilePosition.of(
                    key, ContentMark.of(channel, lines.message().delivered()));
        }
    }

    /** Delivers the text after the last line feed and the last message, because nothing will follow. */
    void flush() {
        lines.flush();
    }

    /** Returns the last message of the lines that were read, which may not be complete. */
    LogFileMessage message() {
        return lines.message();
    }

    @Override
    public void close() throws IOException {
        access.run(() -> {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        });
    }
}
