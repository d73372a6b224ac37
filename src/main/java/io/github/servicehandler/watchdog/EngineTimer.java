package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The timer that wakes the driver when the engine is due. Not thread-safe: used with the lock of the driver held. */
final class EngineTimer {

    /**
     * The longest time without a wake-up. Timers stand still while the machine is asleep; this limit makes the engine
     * look at what has become due soon after the machine wakes up.
     */
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

    /** Sets the timer for a time, unless it is already set for that time or there is no time. */
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

    /** Records that the timer has fired, so that it can be set for the same time again. */
    void ticked() {
        timerAt = null;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
