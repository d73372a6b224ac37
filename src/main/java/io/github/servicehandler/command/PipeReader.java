package io.github.servicehandler.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reader that collects the content of a pipe, up to a limit, without ever blocking. */
final class PipeReader implements AutoCloseable {

    private static final int FIRST_CAPACITY = 4096;

    private final InputStream pipe;
    private final int limit;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private boolean overflowed;

    PipeReader(InputStream pipe, int limit) {
        this.pipe = pipe;
        this.limit = limit;
    }

    /** Reads what is in the pipe now. Returns whether there was anything. */
    boolean readAvailable() throws IOException {
        int available = pipe.available();
        if (available <= 0) {
            return false;
        }
        if (available > limit - length) {
            overflowed = true;
            return true;
        }
        makeRoomFor(available);
        int read = pipe.read(bytes, length, available);
        length += Math.max(0, read);
        return read > 0;
    }

    private void makeRoomFor(int more) {
        if (length + more > bytes.length) {
            // as a long, because twice the length may overflow an int
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Math.max(limit, FIRST_CAPACITY), Math.max(length + more, 2L * bytes.length)));
        }
    }

    boolean overflowed() {
        return overflowed;
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
