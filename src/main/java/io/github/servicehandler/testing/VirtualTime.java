package io.github.servicehandler.testing;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Is the time inside the fake, with what is going to happen in it. It stands still until somebody lets it pass, and then jumps
 * from event to event.
 *
 * <p>It is also the one lock of the fake: whoever touches anything inside holds its monitor.
 */
final class VirtualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A machine that has been up for a while: 0 means "never" in systemd's timestamps. */
    private static final long UPTIME_AT_START = 1000 * TimeSpan.SECOND;

    private static final long NANOS_PER_MICRO = 1_000;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::micros).thenComparingLong(Event::order));
    private final Runnable afterEach;
    private long micros = UPTIME_AT_START;
    private long order;

    /** @param afterEach runs after every event, before the next one */
    VirtualTime(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    private record Event(long micros, long order, Runnable what) {}

    /** Takes a planned event back. */
    @FunctionalInterface
    interface Planned {
        void cancel();
    }

    /** Plans something; {@link TimeSpan#INFINITY} plans nothing. */
    synchronized Planned after(long delayMicros, Runnable what) {
        if (delayMicros == TimeSpan.INFINITY) {
            return () -> {};
        }
        Event event = new Event(micros + Math.max(0, delayMicros), order++, what);
        events.add(event);
        return () -> events.remove(event);
    }

    /** Returns microseconds since the machine started. */
    synchronized long micros() {
        return micros;
    }

    /** Lets a microsecond pass and returns the time, so that two things never bear the same timestamp. */
    synchronized long tick() {
        return ++micros;
    }

    /** Goes on to the next event up to a deadline and lets it happen; false if there is none. */
    synchronized boolean runNext(long deadline) {
        Event next = events.peek();
        if (next == null || next.micros() > deadline) {
            return false;
        }
        events.remove();
        micros = Math.max(micros, next.micros());
        next.what().run();
        afterEach.run();
        return true;
    }

    /** Lets everything happen up to a deadline and stops there. */
    synchronized void runUntil(long deadline) {
        while (runNext(deadline)) {
            // the events do it all
        }
        micros = Math.max(micros, deadline);
    }

    synchronized void advance(Duration duration) {
        runUntil(micros + duration.toNanos() / NANOS_PER_MICRO);
    }

    static Instant instantAt(long micros) {
        return START.plus(micros - UPTIME_AT_START, ChronoUnit.MICROS);
    }

    /** Returns microseconds since 1970. */
    static long realtime(long micros) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instantAt(micros));
    }

    static long microsAt(Instant instant) {
        return UPTIME_AT_START + ChronoUnit.MICROS.between(START, instant);
    }

    @Override
    public synchronized Instant instant() {
        return instantAt(micros);
    }

    @Override
    public synchronized long nanos() {
        return micros * NANOS_PER_MICRO;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while virtual time was to pass");
        }
        if (!duration.isNegative()) {
            // less than a microsecond must not be nothing, or a loop that waits for less would never end
            advance(duration.plusNanos(NANOS_PER_MICRO - 1));
        }
    }
}
