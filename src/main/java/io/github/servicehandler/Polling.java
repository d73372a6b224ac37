package io.github.servicehandler;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads a status again and again until it is as wanted or time is up, at growing intervals: each reading costs a process. */
final class Polling {

    private static final Duration FIRST = Duration.ofMillis(5);

    private final TimeSource time;
    private final Duration longest;

    Polling(TimeSource time, Duration longest) {
        this.time = time;
        this.longest = longest;
    }

    /**
     * Returns the first status that is as wanted, or the last one before time was up. Reads at least once.
     *
     * @throws InterruptedException if the thread was interrupted in between
     */
    ServiceStatus until(Predicate<ServiceStatus> wanted, Supplier<ServiceStatus> reading, Duration atMost)
            throws InterruptedException {
        long begin = time.nanos();
        Duration interval = FIRST;
        while (true) {
            ServiceStatus status = reading.get();
            Duration left = atMost.minusNanos(time.nanos() - begin);
            if (wanted.test(status) || left.isNegative() || left.isZero()) {
                return status;
            }
            time.sleep(shorter(interval, left));
            interval = shorter(interval.multipliedBy(2), longest);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
