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
 * Reads one open file to its end, again and again, whatever name it bears. As long as it is open, no other file gets its key: the system
 * gives the number of a removed file to a new one at once, but not while somebody holds the old one.
 */
final class LogFileReader implements Closeable {

    /** How much of what was read last is remembered, to notice that it is not what stands there now. */
    private static final int MARK = 64;

    private final FileChannel channel;
    private final Object key;
    private final LogFileLines lines;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private long position;
    private byte[] mark;

    private LogFileReader(FileChannel channel, Object key, long position, LogFileLines lines) throws IOException {
        this.channel = channel;
        this.key = key;
        this.lines = lines;
        this.position = position;
        this.mark = bytesBefore(channel, position);
    }

    /** Opens the file that bears a name now; empty if none does, or none that can be read bit by bit. */
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

    /** Tells whether there is something to read before a position. */
    boolean isBefore(long end) {
        return position < end;
    }

    /** Tells whether what was read is no longer what the file begins with. */
    boolean wasCut() throws IOException {
        return channel.size() < position || !Arrays.equals(mark, bytesBefore(channel, position));
    }

    /** Tells whether a file begins with what was read of this one. */
    boolean isContinuedBy(FileChannel copy) throws IOException {
        return position > 0 && copy.size() > position && Arrays.equals(mark, bytesBefore(copy, position));
    }

    /** Reads the rest of a copy of this file, as it was before it was cut. */
    void readRest(FileChannel copy) throws IOException {
        read(copy, position, copy.size());
    }

    /** Begins again at the first byte. */
    void rewind() {
        lines.flush();
        position = 0;
        mark = new byte[0];
    }

    /**
     * Reads on.
     *
     * @param end where to stop, even if the file has grown past it meanwhile
     * @return whether there was anything
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
        byte[] both = Arrays.copyOf(mark, mark.length + count);
        System.arraycopy(buffer.array(), 0, both, mark.length, count);
        mark = Arrays.copyOfRange(both, Math.max(0, both.length - MARK), both.length);
    }

    void flush() {
        lines.flush();
    }

    private static byte[] bytesBefore(FileChannel channel, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MARK, position));
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
