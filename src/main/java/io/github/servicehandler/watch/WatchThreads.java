package io.github.servicehandler.watch;

import io.github.servicehandler.command.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads that call listeners and reconnect to managers. Each listener that is being called has a thread of
 * its own, so that a slow listener delays no other. Idle threads end.
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
     * Returns the executor for the work of timers. Virtual time waits for that work, so the work runs on the thread
     * that advances the time. With the system's time, all timers share one thread, so the work runs on another thread.
     */
    static Executor executorFor(TimeSource time) {
        return time == TimeSource.system() ? POOL : Runnable::run;
    }
}
