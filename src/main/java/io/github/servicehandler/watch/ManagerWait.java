package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a caller for a manager. It begins when it is created, and it ends after the timeout of the manager's
 * commands, which is for all its steps together, or when the thread is interrupted.
 */
final class ManagerWait {

    private static final Command COMMAND = Command.of(ProgramNames.SYSTEMCTL, "show");

    private final Systemd systemd;
    private final Deadline deadline;
    private final TimeSource time;
    private final long begin;

    ManagerWait(Systemd systemd) {
        this.systemd = systemd;
        this.deadline = Deadline.after(systemd.timeout());
        this.time = TimeSource.of(systemd.runner());
        this.begin = time.nanos();
    }

    /** Returns the manager, with the time that is left as its timeout. */
    Systemd systemd() {
        return systemd.withTimeout(deadline.remaining());
    }

    /**
     * Returns the deadline of a step that may fail: half of the time that is left, so that there is time for another.
     */
    Deadline half() {
        return deadline.half();
    }

    /**
     * Throws an exception if the wait is over.
     *
     * @param failure the failure of the last step
     */
    void requireTime(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CommandInterruptedException(COMMAND);
        }
        if (deadline.isOver()) {
            throw late(failure);
        }
    }

    /** Waits for a lock, and holds it while a task runs. */
    <T> T locked(Lock lock, Supplier<T> task) {
        acquire(lock);
        try {
            return task.get();
        } finally {
            lock.unlock();
        }
    }

    private void acquire(Lock lock) {
        try {
            if (!deadline.lock(lock)) {
                throw late(null);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Waits for a request to be answered.
     *
     * @return why the connection was lost before, or nothing
     */
    Optional<BusException> await(CompletableFuture<Void> answer) {
        try {
            deadline.await(answer);
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (TimeoutException e) {
            throw late(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BusException failure
                    && failure.errorName().equals(DBusErrorNames.DISCONNECTED)) {
                return Optional.of(failure);
            }
            throw failed(e.getCause());
        }
    }

    private CommandException failed(@Nullable Throwable cause) {
        if (cause instanceof CommandTimeoutException && deadline.isOver()) {
            return late(cause);
        }
        return cause instanceof CommandException failure
                ? failure
                : new ManagerUnavailableException("cannot watch the " + systemd + ": " + cause, COMMAND, null, cause);
    }

    /** Pauses before another attempt. Returns {@code false} at once if no time is left. */
    boolean pause(Duration duration) {
        boolean isOver = deadline.isOver() || time.nanos() - begin >= TimeUnit.NANOSECONDS.convert(deadline.timeout());
        if (!isOver) {
            try {
                time.sleep(duration);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        return !isOver;
    }

    private static CommandInterruptedException interrupted() {
        Thread.currentThread().interrupt();
        return new CommandInterruptedException(COMMAND);
    }

    private ManagerUnavailableException late(@Nullable Throwable cause) {
        return new ManagerUnavailableException(
                "the " + systemd + " did not answer within "
                        + deadline.timeout().toMillis() + " ms",
                COMMAND,
                null,
                cause);
    }
}
