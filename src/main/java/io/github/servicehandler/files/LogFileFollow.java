package io.github.servicehandler.files;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.RetryPause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A follower of a log file, which passes lines to a listener until it is closed. Thread-safe. */
public final class LogFileFollow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogFileFollow.class.getPackageName());

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long PATIENCE_SECONDS = 10;

    private final Path path;
    private final LogFileTail tail;
    private final LogFileDispatcher sink;
    private final PathWatch watch;
    private final Thread thread;
    private final RetryPause pause = new RetryPause(SHORTEST_PAUSE, LONGEST_PAUSE);

    private LogFileFollow(LogFileTail tail, Path path, LogFileDispatcher sink, PathWatch watch) {
        this.tail = tail;
        this.path = path;
        this.sink = sink;
        this.watch = watch;
        this.thread = DaemonThreads.unstarted("follow " + path.getFileName(), this::run);
    }

    static LogFileFollow begin(LogFileTail tail, Path path, LogFileDispatcher sink) {
        return begin(tail, path, sink, PathWatch.of(path));
    }

    static LogFileFollow begin(LogFileTail tail, Path path, LogFileDispatcher sink, PathWatch watch) {
        try {
            tail.begin();
        } catch (IOException e) {
            log.warn("{} cannot be read yet: {}", path, e.toString());
        }
        try {
            LogFileFollow follow = new LogFileFollow(tail, path, sink, watch);
            follow.thread.start();
            return follow;
        } catch (RuntimeException | Error e) {
            // no further thread can be started
            close(path, watch, tail);
            throw e;
        }
    }

    private static void close(Path path, PathWatch watch, LogFileTail tail) {
        try (watch;
                tail) {
            log.debug("{} is not followed", path);
        } catch (IOException e) {
            log.debug("failed to close {}", path, e);
        }
    }

    private void run() {
        try (watch;
                tail) {
            while (!sink.isClosed()) {
                watch.renew();
                Duration limit = scan();
                watch.await(limit, tail.readsRetired());
            }
        } catch (IOException e) {
            log.debug("failed to close {}", path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("{} is no longer followed, because of an unexpected failure", path, e);
        }
    }

    /**
     * Reads what is new. Returns the maximum time to wait before the next scan; {@code null} to wait for a change
     * without a limit.
     */
    private @Nullable Duration scan() {
        boolean troubled = false;
        boolean progress = false;
        try {
            progress = tail.scan();
        } catch (IOException e) {
            log.debug("{} cannot be read", path, e);
            troubled = true;
        }
        if (progress) {
            pause.reset();
        }
        Duration next = pause.next();
        return troubled || tail.readsRetired() ? next : null;
    }

    /**
     * Closes the follower: it delivers no more lines and closes the file. This method waits for that, up to ten
     * seconds. It does not wait if the listener itself calls it, or if the thread is interrupted. If the listener is
     * still working when this method returns, the file is closed once the listener has returned. Does nothing if
     * already closed.
     */
    @Override
    public void close() {
        sink.close();
        try {
            watch.close();
        } catch (IOException e) {
            log.debug("failed to close the watch on {}", path, e);
        }
        if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void join() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a description that names the file, such as {@code follow bot.log}. */
    @Override
    public String toString() {
        return thread.getName();
    }
}
