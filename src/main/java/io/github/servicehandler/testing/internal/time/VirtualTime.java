package io.github.servicehandler.testing.internal.time;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is the time inside the fake, with what is going to happen in it. It stands still until somebody lets it pass, and
 * then jumps from event to event.
 *
 * <p>It is also the one lock of the fake: whoever touches anything inside holds its monitor.
 */
public final class VirtualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A machine that has been up for a while: 0 means "never" in systemd's timestamps. */
    private static final long UPTIME_AT_START = 1000 * TimeSpan.SECOND;

    private static final long NANOS_PER_MICRO = 1_000;

    /** Beyond it, calendars and clocks have no numbers any more. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1000 * 365);

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::micros).thenComparingLong(Event::order));
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final Runnable afterEach;
    private final Audience audience;
    private long micros = UPTIME_AT_START;
    private long order;

    /** @param afterEach runs after every event, before the next one */
    public VirtualTime(Runnable afterEach, Audience audience) {
        this.afterEach = afterEach;
        this.audience = audience;
    }

    /** Is told by other threads what happens, and may have something to do about it before time goes on. */
    public interface Audience {

        /** Tells whether it was told anything since this was last called. */
        boolean takeNews();

        /** Waits until it has done what it had to; nobody who does so holds the lock. */
        void await();
    }

    private record Event(long micros, long order, Runnable what) {}

    /** Takes a planned event back. */
    @FunctionalInterface
    public interface Planned {
        void cancel();
    }

    /** Plans something; {@link TimeSpan#INFINITY} plans nothing. */
    public synchronized Planned after(long delayMicros, Runnable what) {
        if (delayMicros == TimeSpan.INFINITY) {
            return () -> {};
        }
        Event event = new Event(later(micros, Math.max(0, delayMicros)), order++, what);
        events.add(event);
        return () -> events.remove(event);
    }

    /** Returns microseconds since the machine started. */
    public synchronized long micros() {
        return micros;
    }

    /** Lets a microsecond pass and returns the time, so that two things never bear the same timestamp. */
    public synchronized long tick() {
        return ++micros;
    }

    /** Wakes who waits for something to happen in the fake. */
    public synchronized void announce() {
        notifyAll();
    }

    /** Goes on to the next event up to a deadline and lets it happen; false if there is none. */
    public synchronized boolean runNext(long deadline) {
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
    public synchronized void runUntil(long deadline) {
        while (runNext(deadline)) {
            // the events do it all
        }
        micros = Math.max(micros, deadline);
    }

    /**
     * Lets everything happen that happens in a while, with what others do about it and what they have scheduled in it.
     */
    public void advance(Duration duration) {
        requirePossible(duration);
        long deadline;
        synchronized (this) {
            deadline = micros + micros(duration);
        }
        while (runUntilDue(deadline)) {
            runDue();
        }
    }

    private static void requirePossible(Duration duration) {
        if (duration.compareTo(LONGEST_WAIT.plusSeconds(1)) >= 0) {
            throw new IllegalArgumentException(
                    "at most " + LONGEST_WAIT.toDays() + " days of virtual time pass at once, not " + duration);
        }
    }

    /**
     * Lets everything happen up to a deadline, but no further than to what others have to do something about; true if
     * there is that.
     */
    private synchronized boolean runUntilDue(long deadline) {
        boolean more = true;
        boolean forOthers = false;
        while (more && !forOthers) {
            more = due.isEmpty() && runNext(deadline);
            forOthers = audience.takeNews() || !due.isEmpty();
        }
        if (!forOthers) {
            micros = Math.max(micros, deadline);
        }
        return forOthers;
    }

    /**
     * Waits for the audience, and runs the tasks of others that are due. They may wait for other threads, so whoever
     * holds the lock leaves them alone.
     */
    public void runDue() {
        if (Thread.holdsLock(this)) {
            return;
        }
        audience.await();
        for (Runnable task = nextDue(); task != null; task = nextDue()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable nextDue() {
        return due.poll();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return after(micros(delay), () -> due.add(task))::cancel;
    }

    /** Returns the greatest number for what is more than that. */
    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    /** Returns a moment; one that is never, for what is beyond all numbers. */
    private static long later(long moment, long delay) {
        long sum = moment + delay;
        return delay > 0 && sum < moment ? TimeSpan.INFINITY : sum;
    }

    public static Instant instantAt(long micros) {
        return START.plus(micros - UPTIME_AT_START, ChronoUnit.MICROS);
    }

    /** Returns microseconds since 1970. */
    public static long realtime(long micros) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instantAt(micros));
    }

    /** Returns the moment as clocks in UTC show it. */
    public static LocalDateTime dateTimeAt(long micros) {
        return LocalDateTime.ofInstant(instantAt(micros), ZoneOffset.UTC);
    }

    public static long microsAt(LocalDateTime dateTime) {
        return UPTIME_AT_START + ChronoUnit.MICROS.between(START, dateTime.toInstant(ZoneOffset.UTC));
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
            requirePossible(duration);
            advance(duration.plusNanos(NANOS_PER_MICRO - 1));
        }
    }
}
