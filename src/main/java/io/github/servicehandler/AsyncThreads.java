package io.github.servicehandler;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The default threads for {@link ServiceHandler#async}: daemon threads, which end when idle. */
final class AsyncThreads {

    /** The maximum number of threads: more processes at a time do not answer more queries per second. */
    private static final int MOST = 8;

    private static final ThreadPoolExecutor POOL = pool();

    private AsyncThreads() {}

    static Executor executor() {
        return POOL;
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(MOST, MOST, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "servicehandler-async");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
