package io.github.servicehandler.command;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timer for delayed tasks. It uses one daemon thread, which ends when no task has been pending for 5 seconds. */
final class TimerThread {

    private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private TimerThread() {}

    static TimeSource.Scheduled schedule(Duration delay, Runnable task) {
        Future<?> future = EXECUTOR.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "servicehandler-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
