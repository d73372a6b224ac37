package io.github.servicehandler.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splitter of bytes into lines, which a read may divide anywhere. Keeps the bytes of an unfinished line, up to the
 * maximum length. NUL bytes before the text of a line are skipped: a writer that does not append leaves a hole of them,
 * as long as the old content, when its file is truncated.
 */
final class LogFileLines {

    private static final int FIRST_CAPACITY = 4096;

    private final int longest;
    private final LogFileDispatcher dispatcher;
    private final LogFileMessage message;
    private byte[] line = new byte[0];
    private int length;
    private boolean truncated;
    private long consumed;

    /** @param message receives the lines */
    LogFileLines(int longest, LogFileDispatcher dispatcher, LogFileMessage message) {
        this.longest = longest;
        this.dispatcher = dispatcher;
        this.message = message;
    }

    /** Sets the offset of the first byte. */
    void beginAt(long offset) {
        consumed = offset;
        message.beginAt(offset);
    }

    LogFileMessage message() {
        return message;
    }

    boolean isClosed() {
        return dispatcher.isClosed();
    }

    /** Adds bytes. Once the dispatcher is closed, they are ignored. */
    void add(ByteBuffer bytes) {
        message.recordGrowth();
        while (bytes.hasRemaining() && !dispatcher.isClosed()) {
            int feed = indexOfLineFeed(bytes);
            consumed += feed < 0 ? bytes.remaining() : feed + 1 - bytes.position();
            if (feed < 0) {
                append(bytes, bytes.remaining());
            } else {
                append(bytes, feed - bytes.position());
                bytes.get();
                finish();
            }
        }
    }

    private static int indexOfLineFeed(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void append(ByteBuffer bytes, int available) {
        int count = available - skipHole(bytes, available);
        // one byte more than the maximum: it may be the carriage return of a line that just fits
        int kept = (int) Math.min(count, longest + 1L - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(longest + 1L, Math.max(FIRST_CAPACITY, 2L * (length + kept))));
        }
        bytes.get(line, length, kept);
        length += kept;
        truncated |= kept < count;
        bytes.position(bytes.position() + count - kept);
    }

    private int skipHole(ByteBuffer bytes, int available) {
        int skipped = 0;
        while (length == 0 && skipped < available && bytes.get(bytes.position()) == 0) {
            bytes.get();
            skipped++;
        }
        return skipped;
    }

    /** Ends an unfinished line and message, if there is one, because nothing will follow. */
    void flush() {
        if (length > 0) {
            finish();
        }
        message.deliver();
    }

    private void finish() {
        if (!truncated && length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (length > longest) {
            truncated = true;
            length = longest;
        }
        LogFileLine finished = new LogFileLine(text(), truncated);
        length = 0;
        truncated = false;
        if (line.length > 16 * FIRST_CAPACITY) {
            line = new byte[0];
        }
        message.add(finished, consumed);
    }

    private String text() {
        return new String(line, 0, truncated ? wholeCharacters() : length, StandardCharsets.UTF_8);
    }

    /** Returns the length without a last character that was cut in the middle. */
    private int wholeCharacters() {
        for (int back = 1; back <= Math.min(3, length); back++) {
            int b = line[length - back] & 0xff;
            if (b >= 0xc0) {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return needed > back ? length - back : length;
            }
            if (b < 0x80) {
                return length;
            }
        }
        return length;
    }
}
