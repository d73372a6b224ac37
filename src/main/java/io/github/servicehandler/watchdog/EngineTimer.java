package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Wakes the driver up when the engine is due. Not thread-safe: used with the lock of the driver held. */
final class EngineTimer {

    /** Timers stand still while the machine is asleep: what has become due then is done soon after it has woken up. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Runnable tick;
    private TimeSource.@Nullable Scheduled timer;
    private @Nullable Instant timerAt;

    EngineTimer(WatchdogExecutors executors, MonotonicClock clock, Runnable tick) {
        this.executors = executors;
        this.clock = clock;
        this.tick = tick;
    }

    /** Sets the timer, if something is due and the timer is not set for then. */
    void schedule(@Nullable Instant due) {
        if (due == null || due.equals(timerAt)) {
            return;
        }
        cancel();
        timerAt = due;
        timer = executors.later(sleep(Duration.between(clock.now(), due)), tick);
    }

    private Duration sleep(Duration wanted) {
        return executors.isVirtual() || wanted.compareTo(LONGEST_SLEEP) < 0 ? wanted : LONGEST_SLEEP;
    }

    /** Notes that the timer has woken the driver up, so that it is set again even for the same time. */
    void ticked() {
        timerAt = null;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
