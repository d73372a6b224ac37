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
 * Tries things out, four at a time. What hangs, as a look at a file of a machine that is gone, nobody can end: its
 * place is given to another as long as there are not too many of that kind. Thread-safe.
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

    /** @param timer runs something when some time has passed */
    ProbeRunner(Executor threads, BiFunction<Duration, Runnable, TimeSource.Scheduled> timer) {
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * Has something read.
     *
     * @param what by what it is known: as long as it has not ended it is not begun again
     * @param patience how long it may take once it is begun
     * @return what was read; fails by a {@link TimeoutException} if it takes longer
     */
    CompletableFuture<SensorReading> read(Object key, Duration timeout, Callable<SensorReading> probe) {
        if (!inProgress.add(key)) {
            return CompletableFuture.failedFuture(new TimeoutException("what was begun before has not ended yet"));
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

    /** Goes on with what waits: to wake a thread for each takes longer than most of them. */
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

        /** Makes room before the answer is told, which may make somebody ask again. */
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
