package io.github.servicehandler.watch;

import io.github.servicehandler.command.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Holds the threads on which listeners are called and managers are reconnected. There is one for each listener that is at work, so that
 * a slow one delays nobody else; they are daemons and end when idle.
 */
final class WatchThreads {

    private static final ThreadPoolExecutor POOL =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "servicehandler-watch-listener");
                thread.setDaemon(true);
                return thread;
            });

    private WatchThreads() {}

    static Executor executor() {
        return POOL;
    }

    /**
     * Returns what does the work that is due by a time. Virtual time waits for it; on the system's own, all others wait for their
     * time on the thread that comes with it, so that the work goes to another.
     */
    static Executor executorFor(TimeSource time) {
        return time == TimeSource.system() ? POOL : Runnable::run;
    }
}
