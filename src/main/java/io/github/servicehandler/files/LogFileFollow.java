package io.github.servicehandler.files;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import io.github.servicehandler.internal.concurrent.RetryPause;
import io.github.servicehandler.internal.concurrent.SerialDispatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A follower of a log file, which passes lines to a listener until it is closed. Thread-safe. */
public final class LogFileFollow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogFileFollow.class.getPackageName());

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 10;

    private static final Executor READERS = DaemonThreads.unbounded("follow log files");
    private static final ScheduledExecutorService TIMER = DaemonThreads.timer("poll log files");

    private final LogFileTail tail;
    private final Path path;
    private final LogFileDispatcher dispatcher;
    private final PathWatch watch;
    private final SerialDispatcher turns = new SerialDispatcher(READERS, this::turn);
    private final ReentrantLock reading = new ReentrantLock();
    private final RetryPause pause = new RetryPause(SHORTEST_PAUSE, LONGEST_PAUSE);
    private Duration nextPause = pause.next();
    private volatile boolean troubled;
    private @Nullable Future<?> poll;

    private LogFileFollow(LogFileTail tail, Path path, LogFileDispatcher dispatcher, PathWatch watch) {
        this.tail = tail;
        this.path = path;
        this.dispatcher = dispatcher;
        this.watch = watch;
    }

    static LogFileFollow begin(LogFileTail tail, Path path, LogFileDispatcher dispatcher, PathWatch watch) {
        try {
            tail.begin();
        } catch (IOException e) {
            log.warn("{} cannot be read yet: {}", path, e.toString());
        }
        LogFileFollow follow = new LogFileFollow(tail, path, dispatcher, watch);
        try {
            watch.onChange(follow::look, tail::hasGrown);
            follow.look();
            return follow;
        } catch (RuntimeException | Error e) {
            // no further thread can be started
            follow.close();
            throw e;
        }
    }

    /** Opens what is new at the path, and requests that it be read. Does not wait for the listener. */
    private void look() {
        watch.renew();
        try {
            tail.notice();
            troubled = false;
        } catch (IOException e) {
            log.debug("{} cannot be read", path, e);
            troubled = true;
        }
        planPoll();
        turns.dispatch();
    }

    /** Plans to look without a report of the system, where such a report may not come. */
    private synchronized void planPoll() {
        if (poll != null) {
            poll.cancel(false);
            poll = null;
        }
        Duration delay = dispatcher.isClosed() ? null : nextLook();
        if (delay != null) {
            poll = TIMER.schedule(this::poll, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Returns the time until the next look; {@code null} if the system reports all that may happen. */
    private @Nullable Duration nextLook() {
        Duration messageRest = tail.messageRest();
        boolean retries = troubled || tail.readsRetired();
        if (!(retries || watch.isPolling())) {
            return messageRest;
        }
        boolean soon = retries && !(watch.isPolling() && nextPause.compareTo(POLL_INTERVAL) > 0);
        Duration delay = soon ? nextPause : POLL_INTERVAL;
        return messageRest != null && messageRest.compareTo(delay) < 0 ? messageRest : delay;
    }

    private void poll() {
        synchronized (this) {
            nextPause = pause.next();
        }
        look();
    }

    private synchronized void resetPause() {
        pause.reset();
        nextPause = pause.next();
    }

    /** Reads and delivers what is new. The thread has the name of this follower meanwhile. */
    private void turn() {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        reading.lock();
        try {
            if (!dispatcher.isClosed()) {
                thread.setName(toString());
                read();
            }
        } catch (RuntimeException e) {
            log.error("{} is no longer followed, because of an unexpected failure", path, e);
            stop();
        } finally {
            if (dispatcher.isClosed()) {
                closeFiles();
            }
            thread.setName(name);
            reading.unlock();
        }
    }

    private void read() {
        try {
            if (tail.read()) {
                resetPause();
            }
        } catch (IOException e) {
            log.debug("{} cannot be read", path, e);
            troubled = true;
        }
        watch.includeRotated(tail.readsRetired());
        planPoll();
    }

    /**
     * Returns the position up to which lines have been delivered. Save it to continue from there with
     * {@link LogFile#after}. It may also be called when the follower is closed.
     *
     * @return the position after the last line that the listener has finished with. Before the first such line, this is
     *     the position at which the follower began. It is empty if there has been no file yet
     */
    public Optional<LogFilePosition> position() {
        return tail.position();
    }

    /** Returns whether a file is open, to be read now or later. */
    boolean hasOpen(Object fileKey) {
        return tail.hasOpen(fileKey);
    }

    /**
     * Closes the follower: it delivers no more lines and closes the file. This method waits for that, up to ten
     * seconds. It does not wait if the listener itself calls it, or if the thread is interrupted. If the listener is
     * still working when this method returns, the file is closed once the listener has returned. Does nothing if
     * already closed.
     *
     * <p>With {@link LogFile#multiline}, the message that waits for further lines is delivered first.
     */
    @Override
    public void close() {
        stop();
        if (reading.isHeldByCurrentThread()) {
            // the listener calls; the files are closed when it has returned
            return;
        }
        try {
            if (reading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    closeFiles();
                } finally {
                    reading.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        dispatcher.close();
        watch.close();
        planPoll();
    }

    private void closeFiles() {
        try {
            tail.close();
        } catch (IOException e) {
            log.debug("failed to close {}", path, e);
        }
    }

    /** Returns a description that names the file, such as {@code follow bot.log}. */
    @Override
    public String toString() {
        return "follow " + path.getFileName();
    }
}
