package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Client for asynchronous calls to a manager over its bus. The thread that reads the bus handles the replies, in order
 * with all other messages.
 */
public final class AsyncBusClient {

    private volatile @Nullable BusConnection connection;

    /** Uses this connection from now on. Signals may have arrived on it before. */
    public void setConnection(BusConnection newConnection) {
        connection = newConnection;
    }

    /**
     * Sends a call.
     *
     * @param onReply handles the reply
     * @param onRefused runs if the manager replies with an error
     * @return a future that completes once the reply has been handled; it fails if the connection is lost
     */
    public CompletableFuture<Void> call(Message call, Consumer<Message> onReply, Runnable onRefused) {
        CompletableFuture<Message> future = new CompletableFuture<>();
        // attached before sending, so that it runs on the thread that reads the reply
        CompletableFuture<Void> handled = future.handle((reply, failure) -> {
            handle(reply, failure, onReply, onRefused);
            return null;
        });
        Objects.requireNonNull(connection, "connection").send(call, future);
        return handled;
    }

    private static void handle(
            @Nullable Message reply, @Nullable Throwable failure, Consumer<Message> onReply, Runnable onRefused) {
        if (reply != null) {
            onReply.accept(reply);
        } else if (failure instanceof BusException refusal && !refusal.isOfConnection()) {
            onRefused.run();
        } else {
            throw new CompletionException(failure);
        }
    }

    /** Returns a future that completes when all the given futures have completed. */
    public static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }

    /** Closes the connection. */
    public void close() {
        Objects.requireNonNull(connection, "connection").close();
    }
}
