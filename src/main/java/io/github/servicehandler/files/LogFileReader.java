package io.github.servicehandler.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reader that reads one open file to its end, again and again, even after the file was renamed or removed. As long as
 * the file is open, no other file gets its key: the system may give the number of a removed file to a new one at once,
 * but not while the removed one is still open.
 */
final class LogFileReader implements Closeable {

    /** The number of bytes before the position that are remembered, to detect other content there. */
    private static final int REMEMBERED_BYTES = 64;

    private final FileChannel channel;
    private final Object key;
    private final LogFileLines lines;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private long position;
    private byte[] lastBytes;

    private LogFileReader(FileChannel channel, Object key, long position, LogFileLines lines) throws IOException {
        this.channel = channel;
        this.key = key;
        this.lines = lines;
        this.position = position;
        this.lastBytes = bytesBefore(channel, position);
    }

    /** Opens the file at a path; empty if there is no regular file. */
    static Optional<LogFileReader> open(Path path, LogFileStart start, LogFileLines lines) throws IOException {
        Object key = FileIdentity.of(path);
        while (key != null) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                Object opened = FileIdentity.of(path);
                if (key.equals(opened)) {
                    return Optional.of(new LogFileReader(channel, key, start.position(channel), lines));
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

    long size() throws IOException {
        return channel.size();
    }

    /** Returns whether there is something to read before an offset. */
    boolean isBefore(long end) {
        return position < end;
    }

    /** Returns whether the file no longer begins with what was read, according to its size and the remembered bytes. */
    boolean wasTruncated() throws IOException {
        return channel.size() < position || !Arrays.equals(lastBytes, bytesBefore(channel, position));
    }

    /**
     * Returns whether another file begins with what was read of this one and has more, according to the remembered
     * bytes.
     */
    boolean isContinuedBy(FileChannel copy) throws IOException {
        return position > 0 && copy.size() > position && Arrays.equals(lastBytes, bytesBefore(copy, position));
    }

    /** Reads the rest from a copy of this file that was made before the file was truncated. */
    void readRest(FileChannel copy) throws IOException {
        read(copy, position, copy.size());
    }

    /** Starts again at the first byte. */
    void rewind() {
        lines.flush();
        position = 0;
        lastBytes = new byte[0];
    }

    /**
     * Reads on from the current position.
     *
     * @param end the offset at which to stop, even if the file has grown beyond it meanwhile
     * @return whether anything was read
     */
    boolean read(long end) throws IOException {
        long begin = position;
        position = read(channel, begin, end);
        return position > begin;
    }

    private long read(FileChannel from, long begin, long end) throws IOException {
        long at = begin;
        while (at < end && !lines.isClosed()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = from.read(buffer, at);
            if (count <= 0) {
                break;
            }
            at += count;
            remember(count);
            lines.add(buffer.flip());
        }
        return at;
    }

    private void remember(int count) {
        byte[] both = Arrays.copyOf(lastBytes, lastBytes.length + count);
        System.arraycopy(buffer.array(), 0, both, lastBytes.length, count);
        lastBytes = Arrays.copyOfRange(both, Math.max(0, both.length - REMEMBERED_BYTES), both.length);
    }

    void flush() {
        lines.flush();
    }

    private static byte[] bytesBefore(FileChannel channel, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(REMEMBERED_BYTES, position));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position - bytes.remaining()) <= 0) {
                break;
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
