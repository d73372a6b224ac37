package io.github.servicehandler.watch;

import io.github.servicehandler.bus.BusConnection;
import io.github.servicehandler.bus.BusException;
import io.github.servicehandler.bus.ErrorNames;
import io.github.servicehandler.bus.Message;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a manager over its bus; answers are handled by the thread that reads it, in order with all else that comes. */
final class Asker {

    /** The errors that are not the manager's. */
    private static final Set<String> LOST = Set.of(ErrorNames.DISCONNECTED, ErrorNames.LIMITS_EXCEEDED);

    private volatile @Nullable BusConnection connection;

    /** Asks over this connection from now on; signals may have come before. */
    void use(BusConnection which) {
        connection = which;
    }

    /**
     * Asks something.
     *
     * @param answered handles the answer
     * @param refused handles the manager's refusal
     * @return done when one of them has; failed if the connection was lost
     */
    CompletableFuture<Void> ask(Message call, Consumer<Message> answered, Runnable refused) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        // attached before it is sent, so that it runs where the answer is read
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

    /** Returns what is done when all of them are. */
    static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }

    void close() {
        Objects.requireNonNull(connection, "connection").close();
    }
}
