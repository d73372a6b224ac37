package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executor that runs a few tasks at a time. A task that takes longer than two seconds runs on beside them, so that it
 * delays no other, even if it never ends. The number of such tasks is limited, since each has a thread. Thread-safe.
 */
final class ElasticExecutor implements Executor {

    private static final Logger log = LoggerFactory.getLogger(ElasticExecutor.class.getPackageName());

    static final int MAX_SLOW = 100;
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final int atOnce;
    private final Executor threads;
    private final BiFunction<Duration, Runnable, TimeSource.Scheduled> timer;
    private final Runnable full;
    private final Deque<TimedTask> waiting = new ArrayDeque<>();
    private int running;
    private int slow;
    private boolean fullReported;

    /**
     * @param atOnce how many tasks run at a time, without the slow ones
     * @param timer runs a task after a delay
     * @param full runs when tasks must wait although only slow ones are running, which may never end
     */
    ElasticExecutor(
            int atOnce, Executor threads, BiFunction<Duration, Runnable, TimeSource.Scheduled> timer, Runnable full) {
        this.atOnce = atOnce;
        this.threads = threads;
        this.timer = timer;
        this.full = full;
    }

    @Override
    public void execute(Runnable work) {
        add(new TimedTask(work));
        startNext();
    }

    private synchronized void add(TimedTask task) {
        waiting.add(task);
    }

    private void startNext() {
        TimedTask next = next();
        if (next == null) {
            reportIfFull();
            return;
        }
        try {
            threads.execute(next::run);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.warn("no thread could be started; another attempt follows", e);
            putBack(next);
            var unused = timer.apply(SLOW, this::startNext);
        }
    }

    /** Makes a task wait again for which no thread could be started. */
    private synchronized void putBack(TimedTask task) {
        running--;
        waiting.addFirst(task);
    }

    private synchronized @Nullable TimedTask next() {
        if (waiting.isEmpty() || running - Math.min(slow, MAX_SLOW) >= atOnce) {
            return null;
        }
        running++;
        TimedTask next = waiting.remove();
        fullReported &= !waiting.isEmpty();
        return next;
    }

    private void reportIfFull() {
        synchronized (this) {
            boolean isFull = !waiting.isEmpty() && slow == running;
            if (fullReported || !isFull) {
                return;
            }
            fullReported = true;
        }
        full.run();
    }

    private final class TimedTask {

        private final Runnable work;
        private boolean isSlow;
        private boolean ended;

        TimedTask(Runnable work) {
            this.work = work;
        }

        void run() {
            TimeSource.Scheduled deadline = timer.apply(SLOW, this::becomeSlow);
            try {
                work.run();
            } finally {
                deadline.cancel();
                end();
                startNext();
            }
        }

        private void becomeSlow() {
            synchronized (ElasticExecutor.this) {
                if (ended) {
                    return;
                }
                isSlow = true;
                slow++;
            }
            startNext();
        }

        private void end() {
            synchronized (ElasticExecutor.this) {
                ended = true;
                running--;
                slow -= isSlow ? 1 : 0;
            }
        }
    }
}
