package io.github.servicehandler.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last of what a stream says, so that a long-lived command can complain as much as it likes. */
final class OutputTail {

    static final int CAPACITY = 8 * 1024;

    private final StringBuilder tail = new StringBuilder();

    private OutputTail() {}

    /** Drains the stream on a daemon thread, which ends with the stream. */
    static OutputTail of(InputStream stream, String name) {
        OutputTail tail = new OutputTail();
        Thread thread = new Thread(() -> tail.drain(stream), "servicehandler-stderr-" + name);
        thread.setDaemon(true);
        thread.start();
        return tail;
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[1024];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            append(System.lineSeparator() + "(" + e.getMessage() + ")");
        }
    }

    private synchronized void append(String text) {
        tail.append(text);
        tail.delete(0, Math.max(0, tail.length() - CAPACITY));
    }

    synchronized String text() {
        return tail.toString();
    }
}
