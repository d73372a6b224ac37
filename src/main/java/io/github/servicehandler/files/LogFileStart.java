package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** The position in a file where reading begins. */
@FunctionalInterface
interface LogFileStart {

    LogFileStart BEGINNING = (channel, end) -> 0;

    /**
     * Returns the offset of the first byte to read.
     *
     * @param end the length of the file when following began; it may have grown since
     */
    long position(FileChannel channel, long end) throws IOException;

    /**
     * Returns the position where the last lines begin. Text without a line feed at the end of the file counts as a
     * line.
     */
    static LogFileStart last(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("lines must be at least 0, but was " + lines);
        }
        return lines == 0 ? (channel, end) -> end : (channel, end) -> beginOfLast(channel, end, lines);
    }

    /** Returns a saved position from which to continue, perhaps in another file; empty if this is another start. */
    default Optional<LogFilePosition> saved() {
        return Optional.empty();
    }

    /** Returns a saved position; in a file that does not have it, reading begins at the first byte. */
    static LogFileStart after(LogFilePosition saved) {
        return new LogFileStart() {
            @Override
            public long position(FileChannel channel, long end) throws IOException {
                return saved.isIn(channel) ? saved.offset() : 0;
            }

            @Override
            public Optional<LogFilePosition> saved() {
                return Optional.of(saved);
            }
        };
    }

    /** Returns this start for a file that can be opened only now, but had a known length when following began. */
    default LogFileStart atLength(long size) {
        // a shorter file has been truncated since
        return (channel, end) -> end < size ? 0 : position(channel, size);
    }

    private static long beginOfLast(FileChannel channel, long size, int lines) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(8192);
        // a line feed at the very end separates nothing
        long end = size - 1;
        int found = 0;
        while (end > 0) {
            long begin = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - begin));
            int length = channel.read(block, begin);
            for (int i = length - 1; i >= 0; i--) {
                if (block.get(i) == '\n' && ++found == lines) {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return 0;
    }
}
