package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads a status again and again until it is as wanted or time is up, at growing intervals: each reading costs a process. */
final class StatusPoller {

    private static final Duration FIRST = Duration.ofMillis(5);

    private final TimeSource time;
    private final Supplier<ServiceStatus> reading;
    private final Command command;

    /**
     * Sets it up.
     *
     * @param reading takes a look
     * @param command what to blame if the thread is interrupted in between
     */
    StatusPoller(TimeSource time, Supplier<ServiceStatus> reading, Command command) {
        this.time = time;
        this.reading = reading;
        this.command = command;
    }

    /** Returns the first status that is as wanted, or the last one before time was up. Looks at least once. */
    ServiceStatus until(Predicate<ServiceStatus> wanted, Duration atMost, Duration longestInterval) {
        long begin = time.nanos();
        Duration interval = FIRST;
        while (true) {
            ServiceStatus status = reading.get();
            Duration left = atMost.minusNanos(time.nanos() - begin);
            if (wanted.test(status) || left.isNegative() || left.isZero()) {
                return status;
            }
            pause(shorter(interval, left));
            interval = shorter(interval.multipliedBy(2), longestInterval);
        }
    }

    /** Returns the first status with this state, or throws when time is up. */
    ServiceStatus untilState(ServiceState state, Duration atMost) {
        Objects.requireNonNull(state, "state");
        if (Objects.requireNonNull(atMost, "atMost").isNegative()) {
            throw new IllegalArgumentException("the time to wait must not be negative: " + atMost);
        }
        ServiceStatus status = until(now -> now.state() == state, atMost, Duration.ofMillis(250));
        if (status.state() != state) {
            throw new StateTimeoutException(
                    "not " + state + " within " + TimeUnit.MILLISECONDS.convert(atMost) + " ms, but " + status,
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
