package io.github.servicehandler.command;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Timer for delayed tasks. It uses one daemon thread, which ends when no task has been pending for 5 seconds. */
final class TimerThread {

    private static final ScheduledExecutorService EXECUTOR = DaemonThreads.timer("servicehandler-timer");

    private TimerThread() {}

    static TimeSource.Scheduled schedule(Duration delay, Runnable task) {
        Future<?> future = EXECUTOR.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
