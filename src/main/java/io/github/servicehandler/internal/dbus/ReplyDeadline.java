package io.github.servicehandler.internal.dbus;

import io.github.servicehandler.internal.concurrent.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The deadline for one or several replies. */
final class ReplyDeadline {

    private final Deadline deadline;

    private ReplyDeadline(Deadline deadline) {
        this.deadline = deadline;
    }

    static ReplyDeadline after(Duration timeout) {
        return new ReplyDeadline(Deadline.after(timeout));
    }

    /**
     * Waits for a future and returns its result. Cancels the future if the wait fails.
     *
     * @param description the sender or the cause of the reply, for the error message, such as {@code "from the bus"}
     * @throws BusException if the future fails with one; or with {@link DBusErrorNames#NO_REPLY} if the deadline passes
     *     or the thread is interrupted, whose interrupt flag then stays set
     */
    <T> T await(CompletableFuture<T> future, Object description) {
        try {
            return deadline.await(future);
        } catch (TimeoutException e) {
            throw new BusException(
                    DBusErrorNames.NO_REPLY, "no reply " + description + " within " + deadline.timeout(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException(DBusErrorNames.NO_REPLY, "interrupted while waiting for a reply " + description, e);
        } catch (ExecutionException e) {
            throw asBusException(e.getCause());
        } finally {
            future.cancel(false);
        }
    }

    private static BusException asBusException(@Nullable Throwable cause) {
        if (cause instanceof BusException e) {
            return e;
        }
        throw new CompletionException(cause);
    }
}
