package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A runner for probes, four at a time. A hung probe, for example on a dead network mount, cannot be interrupted. Once
 * it times out, its slot goes to the next probe, up to 64 threads in all. Thread-safe.
 */
final class ProbeRunner {

    private static final int MAX_RUNNING = 4;
    private static final int MAX_THREADS = 64;

    private final Executor threads;
    private final BiFunction<Duration, Runnable, TimeSource.Scheduled> timer;
    private final Set<Object> inProgress = ConcurrentHashMap.newKeySet();
    private final Queue<Attempt> waiting = new ArrayDeque<>();
    private int running;
    private int timedOut;

    /** @param timer runs a task after a delay */
    ProbeRunner(Executor threads, BiFunction<Duration, Runnable, TimeSource.Scheduled> timer) {
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * Runs a probe.
     *
     * @param key identifies the probe, which is not started again while it is still running
     * @param timeout how long the probe may take once it has started
     * @return the reading; fails with a {@link TimeoutException} if the probe takes longer or is still running
     */
    CompletableFuture<SensorReading> read(Object key, Duration timeout, Callable<SensorReading> probe) {
        if (!inProgress.add(key)) {
            return CompletableFuture.failedFuture(new TimeoutException("the previous reading has not ended yet"));
        }
        Attempt attempt = new Attempt(key, timeout, probe);
        synchronized (this) {
            waiting.add(attempt);
        }
        startNext();
        return attempt.answer;
    }

    private void startNext() {
        Attempt next = next();
        if (next != null) {
            threads.execute(() -> runAll(next));
        }
    }

    /** Runs the probe and then those that wait: to start a thread for each takes longer than most probes. */
    private void runAll(Attempt first) {
        for (Attempt attempt = first; attempt != null; attempt = next()) {
            attempt.run();
        }
    }

    private synchronized @Nullable Attempt next() {
        if (running == MAX_RUNNING || running + timedOut == MAX_THREADS || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    private final class Attempt {

        private final Object key;
        private final Duration timeout;
        private final Callable<SensorReading> probe;
        private final CompletableFuture<SensorReading> answer = new CompletableFuture<>();
        private boolean isTimedOut;
        private boolean ended;

        Attempt(Object key, Duration timeout, Callable<SensorReading> probe) {
            this.key = key;
            this.timeout = timeout;
            this.probe = probe;
        }

        void run() {
            TimeSource.Scheduled deadline = timer.apply(timeout, this::onTimeout);
            try {
                SensorReading reading = probe.call();
                end();
                answer.complete(reading);
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                end();
                answer.completeExceptionally(e);
            } finally {
                deadline.cancel();
            }
        }

        private void onTimeout() {
            synchronized (ProbeRunner.this) {
                if (ended) {
                    return;
                }
                isTimedOut = true;
                running--;
                timedOut++;
            }
            startNext();
            answer.completeExceptionally(new TimeoutException("no answer within " + Times.text(timeout)));
        }

        /** Frees the slot. Called before the result is published, since a listener may start the same probe again. */
        private void end() {
            synchronized (ProbeRunner.this) {
                ended = true;
                if (isTimedOut) {
                    timedOut--;
                } else {
                    running--;
                }
            }
            inProgress.remove(key);
        }
    }
}
