package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where in a file to begin. */
@FunctionalInterface
interface LogFileStart {

    LogFileStart BEGINNING = channel -> 0;

    /** Returns the position of the first byte to read. */
    long position(FileChannel channel) throws IOException;

    /** Begins where the last lines do; one without a line feed at the end of the file counts as one. */
    static LogFileStart last(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("the number of last lines must not be negative: " + lines);
        }
        return lines == 0 ? FileChannel::size : channel -> beginOfLast(channel, lines);
    }

    private static long beginOfLast(FileChannel channel, int lines) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(8192);
        // the line feed at the very end divides nothing
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
