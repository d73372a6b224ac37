package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
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
 * A runner for probes. Four run at a time, for most are short and the machine may be small. A probe that takes longer
 * than two seconds, because it hangs or waits, gives its slot to the next one. From then on it does not delay others:
 * it runs beside them, with at most 16 of its kind. A probe that exceeds its timeout is given up, and its slot is free
 * for others. One that hangs for ever, for example on a dead network mount, keeps its thread, because it cannot be
 * interrupted. It is not started again, so there are never more such threads than probes. Thread-safe.
 */
final class ProbeRunner {

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final int MAX_RUNNING = 4;
    private static final int MAX_KNOWN_SLOW = 16;

    private final Executor threads;
    private final BiFunction<Duration, Runnable, TimeSource.Scheduled> timer;
    private final Set<Object> inProgress = ConcurrentHashMap.newKeySet();
    private final Queue<Attempt<?>> waiting = new ArrayDeque<>();
    private final Queue<Attempt<?>> waitingSlow = new ArrayDeque<>();

    /** The probes whose last attempt was slow. */
    private final Set<Object> knownSlow = new HashSet<>();

    private int running;
    private int slow;

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
     * @return the answer; fails with a {@link TimeoutException} if the probe takes longer or is still running
     */
    <T> CompletableFuture<T> run(Object key, Duration timeout, Callable<T> probe) {
        if (!inProgress.add(key)) {
            return CompletableFuture.failedFuture(new TimeoutException("the previous reading has not ended yet"));
        }
        Attempt<T> attempt = new Attempt<>(key, timeout, probe);
        synchronized (this) {
            (knownSlow.contains(key) ? waitingSlow : waiting).add(attempt);
        }
        startNext();
        return attempt.answer;
    }

    private void startNext() {
        Attempt<?> next = next();
        if (next != null) {
            threads.execute(() -> runAll(next));
        }
    }

    /** Runs the probe and then those that wait: to start a thread for each takes longer than most probes. */
    private void runAll(Attempt<?> first) {
        for (Attempt<?> attempt = first; attempt != null; attempt = next()) {
            attempt.run();
        }
    }

    private synchronized @Nullable Attempt<?> next() {
        if (running < MAX_RUNNING && !waiting.isEmpty()) {
            running++;
            return waiting.remove();
        }
        if (slow < MAX_KNOWN_SLOW && !waitingSlow.isEmpty()) {
            slow++;
            Attempt<?> next = waitingSlow.remove();
            next.isSlow = true;
            return next;
        }
        return null;
    }

    private final class Attempt<T> {

        private final Object key;
        private final Duration timeout;
        private final Callable<T> probe;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private TimeSource.@Nullable Scheduled deadline;
        private boolean wasSlow;
        private boolean isSlow;
        private boolean isTimedOut;
        private boolean ended;

        Attempt(Object key, Duration timeout, Callable<T> probe) {
            this.key = key;
            this.timeout = timeout;
            this.probe = probe;
        }

        void run() {
            scheduleDeadline(timeout.compareTo(SLOW) < 0 ? timeout : SLOW, this::onSlow);
            try {
                T result = probe.call();
                end();
                answer.complete(result);
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                end();
                answer.completeExceptionally(e);
            }
        }

        private void scheduleDeadline(Duration delay, Runnable task) {
            TimeSource.Scheduled scheduled = timer.apply(delay, task);
            synchronized (ProbeRunner.this) {
                deadline = scheduled;
                if (ended) {
                    scheduled.cancel();
                }
            }
        }

        private void onSlow() {
            synchronized (ProbeRunner.this) {
                if (ended) {
                    return;
                }
                wasSlow = true;
                if (!isSlow) {
                    isSlow = true;
                    running--;
                    slow++;
                }
            }
            startNext();
            if (timeout.compareTo(SLOW) > 0) {
                scheduleDeadline(timeout.minus(SLOW), this::onTimeout);
            } else {
                onTimeout();
            }
        }

        private void onTimeout() {
            synchronized (ProbeRunner.this) {
                if (ended) {
                    return;
                }
                isTimedOut = true;
                slow--;
            }
            startNext();
            answer.completeExceptionally(new TimeoutException("no answer within " + Times.text(timeout)));
        }

        /** Frees the slot. Called before the result is published, since a listener may start the same probe again. */
        private void end() {
            synchronized (ProbeRunner.this) {
                ended = true;
                if (deadline != null) {
                    deadline.cancel();
                }
                if (!isTimedOut && isSlow) {
                    slow--;
                } else if (!isTimedOut) {
                    running--;
                }
                if (wasSlow) {
                    knownSlow.add(key);
                } else {
                    knownSlow.remove(key);
                }
            }
            inProgress.remove(key);
        }
    }
}
