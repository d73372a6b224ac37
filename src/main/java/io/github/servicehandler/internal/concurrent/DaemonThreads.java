package io.github.servicehandler.internal.concurrent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The factory of all threads of this library. They are daemons, so they keep no program alive, and pooled ones end when
 * idle.
 */
public final class DaemonThreads {

    private static final long KEEP_ALIVE_SECONDS = 5;

    private DaemonThreads() {}

    /** Returns a thread that has not been started. */
    public static Thread unstarted(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a thread. */
    public static Thread start(String name, Runnable task) {
        Thread thread = unstarted(name, task);
        thread.start();
        return thread;
    }

    /** Returns an executor that runs each task at once, on a thread of its own if none is idle. */
    public static Executor unbounded(String name) {
        return pool(name, 0, Integer.MAX_VALUE, new SynchronousQueue<>());
    }

    /** Returns an executor with a number of threads, where further tasks wait for their turn. */
    public static Executor bounded(String name, int threads) {
        ThreadPoolExecutor pool = pool(name, threads, threads, new LinkedBlockingQueue<>());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns an executor that runs tasks later, on one thread. A cancelled task is forgotten at once. */
    public static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory(name));
        timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadPoolExecutor pool(String name, int core, int most, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(core, most, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, queue, factory(name));
    }

    private static ThreadFactory factory(String name) {
        return task -> unstarted(name, task);
    }
}
