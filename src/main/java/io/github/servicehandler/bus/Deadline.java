package io.github.servicehandler.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for several things, all together no longer than a given time. */
final class Deadline {

    private final Duration timeout;
    private final long end;

    private Deadline(Duration timeout, long end) {
        this.timeout = timeout;
        this.end = end;
    }

    static Deadline after(Duration timeout) {
        // a timeout beyond what nanoseconds can count is for ever
        return new Deadline(timeout, System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout));
    }

    /**
     * Returns what a future holds as soon as it is done; a future that is given up is cancelled.
     *
     * @param what whose answer is awaited, for people
     * @throws BusException if the future failed with one, or if it took too long or the thread was interrupted:
     *     {@link ErrorNames#NO_REPLY}; an interrupted thread stays so
     */
    <T> T await(CompletableFuture<T> future, Object what) {
        try {
            return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BusException(ErrorNames.NO_REPLY, "No answer " + what + " within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException(ErrorNames.NO_REPLY, "Interrupted while there was no answer " + what, e);
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
