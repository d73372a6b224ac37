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
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the fake and the queue of its future events. Time stands still until the test advances it, and then
 * jumps from event to event.
 *
 * <p>Its monitor is the only lock of the fake: every access to the fake's state requires holding it.
 */
public final class VirtualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The uptime at the start. It is positive because 0 means "never" in systemd's timestamps. */
    private static final long UPTIME_AT_START = 1000 * Microseconds.SECOND;

    private static final long NANOS_PER_MICRO = 1_000;

    /** The longest duration by which time can advance at once; calendar and clock values would overflow beyond it. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1000 * 365);

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::micros).thenComparingLong(Event::order));
    private final Queue<Runnable> dueTasks = new ArrayDeque<>();
    private final Runnable afterEach;
    private final Audience audience;
    private long micros = UPTIME_AT_START;
    private long order;

    /**
     * Creates the clock.
     *
     * @param afterEach runs after every event, before the next one
     * @param audience the threads outside the fake that react to its events
     */
    public VirtualTime(Runnable afterEach, Audience audience) {
        this.afterEach = afterEach;
        this.audience = audience;
    }

    /** The threads outside the fake that react to its events. Time does not advance while they are busy. */
    public interface Audience {

        /** Returns whether any event was reported to them since the last call. */
        boolean takeReported();

        /** Waits until they have finished. The caller must not hold the lock. */
        void awaitIdle();
    }

    private record Event(long micros, long order, Runnable action) {}

    /** A planned event that can be canceled. */
    @FunctionalInterface
    public interface Planned {
        void cancel();
    }

    /** Plans an event after a delay. A delay of {@link Microseconds#INFINITY} plans nothing. */
    public synchronized Planned plan(long delayMicros, Runnable action) {
        if (delayMicros == Microseconds.INFINITY) {
            return () -> {};
        }
        Event event = new Event(addSaturated(micros, Math.max(0, delayMicros)), order++, action);
        events.add(event);
        return () -> events.remove(event);
    }

    /** Returns the current time, in microseconds since the machine started. */
    public synchronized long micros() {
        return micros;
    }

    /** Advances the time by one microsecond and returns it, so that no two events have the same timestamp. */
    public synchronized long tick() {
        return ++micros;
    }

    /** Wakes the threads that wait for a change in the fake. */
    public synchronized void wakeWaiters() {
        notifyAll();
    }

    /** Advances to the next event and runs it; returns {@code false} if there is none up to the deadline. */
    public synchronized boolean runNext(long deadline) {
        Event next = events.peek();
        if (next == null || next.micros() > deadline) {
            return false;
        }
        events.remove();
        micros = Math.max(micros, next.micros());
        next.action().run();
        afterEach.run();
        return true;
    }

    /** Runs all events up to a deadline and sets the time to it. */
    public synchronized void runUntil(long deadline) {
        while (runNext(deadline)) {
            // runNext does all the work
        }
        micros = Math.max(micros, deadline);
    }

    /**
     * Advances the time by a duration and runs the events and the scheduled tasks in between. Whenever an event was
     * reported to threads outside the fake, waits for them before time goes on.
     */
    public void advance(Duration duration) {
        requireSupported(duration);
        long deadline;
        synchronized (this) {
            deadline = micros + micros(duration);
        }
        while (runUntilReactionNeeded(deadline)) {
            runDueTasks();
        }
    }

    private static void requireSupported(Duration duration) {
        if (duration.compareTo(LONGEST_WAIT.plusSeconds(1)) >= 0) {
            throw new IllegalArgumentException("virtual time can advance by at most " + LONGEST_WAIT.toDays()
                    + " days at once, but was asked to advance by \"" + duration + "\"; advance in smaller steps");
        }
    }

    /**
     * Runs events up to a deadline, but stops as soon as threads outside the fake have to react; returns whether they
     * have to.
     */
    private synchronized boolean runUntilReactionNeeded(long deadline) {
        boolean mayContinue = true;
        boolean reactionNeeded = false;
        while (mayContinue && !reactionNeeded) {
            mayContinue = dueTasks.isEmpty() && runNext(deadline);
            reactionNeeded = audience.takeReported() || !dueTasks.isEmpty();
        }
        if (!reactionNeeded) {
            micros = Math.max(micros, deadline);
        }
        return reactionNeeded;
    }

    /**
     * Waits for the threads outside the fake and runs the scheduled tasks that are due. Does nothing if the caller
     * holds the lock, because the tasks may wait for other threads.
     */
    public void runDueTasks() {
        if (Thread.holdsLock(this)) {
            return;
        }
        audience.awaitIdle();
        for (Runnable task = nextDueTask(); task != null; task = nextDueTask()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable nextDueTask() {
        return dueTasks.poll();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return plan(micros(delay), () -> dueTasks.add(task))::cancel;
    }

    /** Converts to microseconds; saturates at {@link Long#MAX_VALUE}. */
    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    /** Adds a delay to a time; returns {@link Microseconds#INFINITY} on overflow. */
    private static long addSaturated(long time, long delay) {
        long sum = time + delay;
        return delay > 0 && sum < time ? Microseconds.INFINITY : sum;
    }

    public static Instant instantAt(long micros) {
        return START.plus(micros - UPTIME_AT_START, ChronoUnit.MICROS);
    }

    /** Converts a time since the machine started to microseconds since 1970. */
    public static long realtime(long micros) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instantAt(micros));
    }

    /** Converts a time since the machine started to a date and time in UTC. */
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
        requireNotInterrupted();
        if (!duration.isNegative()) {
            // round up: a loop that sleeps for less than a microsecond would never end otherwise
            requireSupported(duration);
            advance(duration.plusNanos(NANOS_PER_MICRO - 1));
        }
    }

    @Override
    public boolean await(Future<?> future, Duration timeout) throws InterruptedException {
        requireNotInterrupted();
        long deadline;
        synchronized (this) {
            deadline = addSaturated(micros, micros(timeout));
        }
        letOthersReact();
        while (!future.isDone() && runNext(deadline)) {
            requireNotInterrupted();
            letOthersReact();
        }
        if (!future.isDone()) {
            runUntil(deadline);
        }
        return future.isDone();
    }

    /** Lets the threads outside the fake handle what has happened, and what the scheduled tasks cause. */
    private void letOthersReact() {
        runDueTasks();
        if (!Thread.holdsLock(this)) {
            audience.awaitIdle();
        }
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before virtual time could advance");
        }
    }
}
