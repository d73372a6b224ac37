package io.github.servicehandler.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** The time by which all steps of an operation must be done. Immutable. */
public final class Deadline {

    private final Duration timeout;
    private final long end;

    private Deadline(Duration timeout, long end) {
        this.timeout = timeout;
        this.end = end;
    }

    /** Returns a deadline that passes after the given time from now. */
    public static Deadline after(Duration timeout) {
        // a timeout beyond the range of nanoseconds becomes Long.MAX_VALUE, which is practically forever
        return new Deadline(timeout, System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout));
    }

    /** Returns the time that the whole operation may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns the time that is left; it is never less than a nanosecond, so that it is a valid timeout. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(1, nanos()));
    }

    private long nanos() {
        return end - System.nanoTime();
    }

    /**
     * Returns the deadline of a step that may fail: it takes half of the time that is left, so that there is time for
     * another.
     */
    public Deadline half() {
        return after(remaining().dividedBy(2));
    }

    /** Returns whether no time is left. */
    public boolean isOver() {
        return nanos() <= 0;
    }

    /** Waits for a future, and returns its result. */
    public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(nanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for a lock, and returns whether the caller holds it now. */
    public boolean lock(Lock lock) throws InterruptedException {
        return lock.tryLock(nanos(), TimeUnit.NANOSECONDS);
    }
}
