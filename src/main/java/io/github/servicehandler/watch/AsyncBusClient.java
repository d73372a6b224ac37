package io.github.servicehandler.watch;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous calls to a manager over its bus. The thread that reads the bus handles the answers, in order with all
 * other messages.
 */
final class AsyncBusClient {

    /** The errors by which the connection, not the manager, fails a call. */
    private static final Set<String> LOST = Set.of(DBusErrorNames.DISCONNECTED, DBusErrorNames.LIMITS_EXCEEDED);

    private volatile @Nullable BusConnection connection;

    /** Uses this connection from now on. Signals may have arrived on it before. */
    void use(BusConnection which) {
        connection = which;
    }

    /**
     * Sends a call.
     *
     * @param answered handles the answer
     * @param refused runs if the manager answers with an error
     * @return a future that completes once the answer has been handled; it fails if the connection is lost
     */
    CompletableFuture<Void> ask(Message call, Consumer<Message> answered, Runnable refused) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        // attached before sending, so that it runs on the thread that reads the answer
        CompletableFuture<Void> handled = reply.handle((answer, failure) -> {
            handle(answer, failure, answered, refused);
            return null;
        });
        Objects.requireNonNull(connection, "connection").send(call, reply);
        return handled;
    }

    private static void handle(
            @Nullable Message answer, @Nullable Throwable failure, Consumer<Message> answered, Runnable refused) {
        if (answer != null) {
            answered.accept(answer);
        } else if (failure instanceof BusException refusal && !LOST.contains(refusal.errorName())) {
            refused.run();
        } else {
            throw new CompletionException(failure);
        }
    }

    /** Returns a future that completes when all the given futures have completed. */
    static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }

    void close() {
        Objects.requireNonNull(connection, "connection").close();
    }
}
