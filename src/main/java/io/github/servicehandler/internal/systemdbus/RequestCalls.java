package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The calls of one request to a manager, with one deadline for all of them. If the connection fails, it is not known
 * what became of the request, which the exceptions say. Not thread-safe.
 */
final class RequestCalls {

    private static final String LOST = "the connection to the manager was lost";

    /** How long to wait before another attempt to connect. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A source of connections to the same manager, which are shared with others. */
    interface Connector {

        /**
         * Calls a function with an open connection, and returns its result.
         *
         * @throws BusException if there is no connection, or from the function
         */
        <T> T use(Function<OpenBus, T> function);
    }

    private final OpenBus bus;
    private final Connector connector;
    private final TimeSource time;
    private final Command command;
    private final long begin;

    /**
     * Creates calls.
     *
     * @param bus the connection to use
     * @param connector opens another one if that is lost
     * @param command the command that makes the same request and has the same deadline, for exceptions
     */
    RequestCalls(OpenBus bus, Connector connector, TimeSource time, Command command) {
        this.bus = bus;
        this.connector = connector;
        this.time = time;
        this.command = command;
        this.begin = time.nanos();
    }

    OpenBus bus() {
        return bus;
    }

    /** Returns the time since this object was created. */
    Duration took() {
        return Duration.ofNanos(time.nanos() - begin);
    }

    /** Returns the time that is left, at least a moment. */
    Duration remaining() {
        Duration left = command.timeout().minus(took());
        return left.compareTo(PAUSE) < 0 ? PAUSE : left;
    }

    /**
     * Calls a function with another connection, as soon as there is one.
     *
     * @throws ManagerUnavailableException if there is none within the deadline
     */
    <T> T reconnect(Function<OpenBus, T> function) {
        while (true) {
            try {
                return connector.use(function);
            } catch (BusException e) {
                if (took().plus(PAUSE).compareTo(command.timeout()) > 0) {
                    throw unknownOutcome(LOST, e);
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            time.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        }
    }

    CompletableFuture<Message> send(Message call) {
        return bus.connection().send(call);
    }

    /** Sends a call whose reply the thread that reads the bus handles; a refusal is ignored. */
    void send(Message call, Consumer<Message> onReply) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        var unused = reply.thenAccept(onReply);
        bus.connection().send(call, reply);
    }

    /**
     * Waits until all replies have arrived. The manager replies at once, so this waits by the system's own time, also
     * where a test replaces time.
     */
    void awaitReplies(List<CompletableFuture<Message>> replies) {
        await(replies, TimeSource.system());
    }

    /** Waits until all futures are done, whether they succeed or fail. */
    void awaitAll(List<? extends CompletableFuture<?>> futures) {
        await(futures, time);
    }

    private void await(List<? extends CompletableFuture<?>> futures, TimeSource waiting) {
        CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
        try {
            if (!waiting.await(all, command.timeout().minus(took()))) {
                throw new CommandTimeoutException(
                        command,
                        "the manager did not carry out the request within "
                                + command.timeout().toMillis() + " ms; it may still do so");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandInterruptedException(command);
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
    }

    /**
     * Returns why the manager refused a call; empty if it did not.
     *
     * @param reply the future of the reply, which must be done
     * @throws ManagerUnavailableException if the connection failed
     */
    Optional<BusException> refusal(CompletableFuture<?> reply) {
        Optional<BusException> error = failure(reply);
        error.ifPresent(this::requireFromManager);
        return error;
    }

    /** Returns whether a future that is done has failed because the connection was lost. */
    static boolean isLost(CompletableFuture<?> done) {
        return failure(done).filter(BusException::isOfConnection).isPresent();
    }

    /**
     * Throws an exception if a future has failed, which means that the connection was lost.
     *
     * @throws ManagerUnavailableException if the connection failed
     */
    void requireConnection(CompletableFuture<?> done) {
        failure(done).ifPresent(this::requireFromManager);
    }

    private void requireFromManager(BusException error) {
        if (error.isOfConnection()) {
            throw unknownOutcome(LOST, error);
        }
    }

    /** Returns the exception for a request that may or may not have been carried out. */
    ManagerUnavailableException unknownOutcome(String problem, RuntimeException cause) {
        return new ManagerUnavailableException(
                problem + ", so it is not known whether it carried out the request (" + cause.getMessage() + ")",
                command,
                null,
                cause);
    }

    private static Optional<BusException> failure(CompletableFuture<?> done) {
        try {
            done.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BusException error) {
                return Optional.of(error);
            }
            throw e;
        }
    }
}
