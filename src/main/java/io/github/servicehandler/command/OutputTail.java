package io.github.servicehandler.command;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a stream's text, limited in length, so that the errors of a long-running command cannot fill the memory.
 */
final class OutputTail {

    static final int CAPACITY = 8 * 1024;

    private final StringBuilder tail = new StringBuilder();
    private final CountDownLatch ended = new CountDownLatch(1);

    private OutputTail() {}

    /** Drains the stream on a daemon thread, which ends with the stream. */
    static OutputTail of(InputStream stream, String name) {
        OutputTail tail = new OutputTail();
        DaemonThreads.start("servicehandler-stderr-" + name, () -> tail.drain(stream));
        return tail;
    }

    /**
     * Waits until the stream has been read to its end, but only for a limited time: a grandchild may keep the stream
     * open.
     */
    void awaitEnd(Duration atMost) throws InterruptedException {
        ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void drain(InputStream stream) {
        char[] buffer = new char[1024];
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                append(new String(buffer, 0, read));
            }
        } catch (IOException e) {
            append(System.lineSeparator() + "(" + e.getMessage() + ")");
        } finally {
            ended.countDown();
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
