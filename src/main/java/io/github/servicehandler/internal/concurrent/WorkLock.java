package io.github.servicehandler.internal.concurrent;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lock that is held during work that may block, such as running a command or writing a file. A monitor is not suitable
 * for that: before Java 24, a virtual thread that blocks in a monitor or waits for one keeps its carrier thread.
 */
public final class WorkLock {

    private final ReentrantLock lock = new ReentrantLock();

    /** Runs a task with the lock held. The task may use the lock itself. */
    public void run(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the result of a task that runs with the lock held. The task may use the lock itself. */
    public <T> T get(Supplier<T> task) {
        lock.lock();
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }
}
