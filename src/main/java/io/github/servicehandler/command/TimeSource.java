package io.github.servicehandler.command;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A source of the current time that can also wait. Everything in this library that waits uses a time source, so that a
 * test can replace time itself.
 */
public interface TimeSource extends InstantSource {

    /**
     * Returns the reading of a clock that never goes back. Only the difference between two readings has a meaning.
     *
     * @return nanoseconds since an arbitrary, fixed moment
     */
    long nanos();

    /**
     * Waits for a given time.
     *
     * @param duration the time to wait; zero or negative for none
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits until a future is done. The default implementation uses the system's own time; an implementation that
     * replaces time must override it if what completes the future depends on that time.
     *
     * @param future the future; whether it succeeded, failed or was cancelled makes no difference
     * @param timeout the maximum time to wait
     * @return whether the future is done
     * @throws InterruptedException if the thread is interrupted
     */
    default boolean await(Future<?> future, Duration timeout) throws InterruptedException {
        try {
            future.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return future.isDone();
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
        return true;
    }

    /**
     * Runs a task once, after a delay. Tasks should be short, because all of them may share a thread. The default
     * implementation uses the system's own time; an implementation that replaces time must override it.
     *
     * @param delay the time to wait; zero or negative for none
     * @param task the task to run
     * @return a handle that can cancel the task
     */
    default Scheduled schedule(Duration delay, Runnable task) {
        return TimerThread.schedule(delay, task);
    }

    /** A task that is scheduled to run. */
    @FunctionalInterface
    interface Scheduled {

        /** Cancels the task. Has no effect if the task has run, is running, or has been cancelled. */
        void cancel();
    }

    /**
     * Returns the time source of the system.
     *
     * @return the time source; thread-safe
     */
    static TimeSource system() {
        return SystemTimeSource.INSTANCE;
    }

    /**
     * Returns the time source of a runner, or that of the system if the runner has none. Mocks of the interface
     * {@link CommandRunner} return {@code null} for it unless a test says otherwise.
     *
     * @param runner the runner
     * @return the time source
     */
    static TimeSource of(CommandRunner runner) {
        return Objects.requireNonNullElseGet(runner.time(), TimeSource::system);
    }
}
