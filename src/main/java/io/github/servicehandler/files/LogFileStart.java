package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The position in a file where reading begins. */
@FunctionalInterface
interface LogFileStart {

    LogFileStart BEGINNING = channel -> 0;

    /** Returns the offset of the first byte to read. */
    long position(FileChannel channel) throws IOException;

    /**
     * Returns the position where the last lines begin. Text without a line feed at the end of the file counts as a
     * line.
     */
    static LogFileStart last(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("lines must be at least 0, but was " + lines);
        }
        return lines == 0 ? FileChannel::size : channel -> beginOfLast(channel, lines);
    }

    private static long beginOfLast(FileChannel channel, int lines) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(8192);
        // a line feed at the very end separates nothing
        long end = channel.size() - 1;
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
