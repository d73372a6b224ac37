package io.github.servicehandler.internal.concurrent;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lock that is held during work that may block, such as running a command or writing a file. A monitor is not suitable
 * for that: before Java 24, a virtual thread that blocks in a monitor or waits for one keeps its carrier thread.
 */
public final class WorkLock {

    private final ReentrantLock lock = new ReentrantLock();

    /**
     * A task without a result.
     *
     * @param <E> the checked exception of the task, if it has one
     */
    @FunctionalInterface
    public interface Task<E extends Exception> {

        /** Runs the task. */
        void run() throws E;
    }

    /**
     * A task with a result.
     *
     * @param <T> the type of the result
     * @param <E> the checked exception of the task, if it has one
     */
    @FunctionalInterface
    public interface Query<T extends @Nullable Object, E extends Exception> {

        /** Runs the task and returns its result. */
        T get() throws E;
    }

    /** Runs a task with the lock held. The task may use the lock itself. */
    public <E extends Exception> void run(Task<E> task) throws E {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the result of a task that runs with the lock held. The task may use the lock itself. */
    public <T extends @Nullable Object, E extends Exception> T get(Query<T, E> task) throws E {
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
