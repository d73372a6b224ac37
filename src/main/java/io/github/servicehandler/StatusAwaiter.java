package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.RetryPause;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Repeated reading of a status until it matches or time is up. The intervals grow, because each reading costs a
 * process.
 */
final class StatusAwaiter {

    private static final Duration FIRST_INTERVAL = Duration.ofMillis(5);

    private final TimeSource time;
    private final Supplier<ServiceStatus> reader;
    private final Command command;

    /**
     * Creates an awaiter.
     *
     * @param reader reads the status
     * @param command the command to report if the thread is interrupted
     */
    StatusAwaiter(TimeSource time, Supplier<ServiceStatus> reader, Command command) {
        this.time = time;
        this.reader = reader;
        this.command = command;
    }

    /** Returns the first status that matches, or the last one before time is up. Reads at least once. */
    ServiceStatus until(Predicate<ServiceStatus> predicate, Duration atMost, Duration longestInterval) {
        long begin = time.nanos();
        RetryPause interval = new RetryPause(FIRST_INTERVAL, longestInterval);
        while (true) {
            ServiceStatus status = reader.get();
            Duration left = atMost.minusNanos(time.nanos() - begin);
            if (predicate.test(status) || left.isNegative() || left.isZero()) {
                return status;
            }
            pause(shorter(interval.next(), left));
        }
    }

    /** Returns the first status with this state, or throws an exception when time is up. */
    ServiceStatus untilState(ServiceState state, Duration atMost) {
        Objects.requireNonNull(state, "state");
        if (Objects.requireNonNull(atMost, "atMost").isNegative()) {
            throw new IllegalArgumentException("atMost must be at least zero, but was " + atMost);
        }
        ServiceStatus status = until(now -> now.state() == state, atMost, Duration.ofMillis(250));
        if (status.state() != state) {
            throw new StateTimeoutException(
                    "state " + state + " was not reached within " + TimeUnit.MILLISECONDS.convert(atMost)
                            + " ms; last seen: " + status,
                    command);
        }
        return status;
    }

    private void pause(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
