package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.CloseListener;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SignalListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Client of a manager's bus that receives its signals and makes asynchronous calls. The thread that reads the bus
 * handles signals and replies, in the order in which the manager sent them. The connection is the one that all callers
 * in this JVM share; it stays open until this client is closed, unless it is lost. Thread-safe.
 */
public final class AsyncBusClient implements AutoCloseable {

    private final OpenBus bus;
    private final Runnable release;
    private OpenBus.@Nullable SignalReceiver receiver;
    private boolean closed;

    /** @param release ends the use of the connection */
    AsyncBusClient(OpenBus bus, Runnable release) {
        this.bus = bus;
        this.release = release;
    }

    /**
     * Connects to a manager, unless there is a connection already.
     *
     * @param mayStartProcess whether a process may be started to carry the connection, also if one has just failed
     * @throws BusException if there is no way to the manager's bus
     */
    public static AsyncBusClient open(
            CommandRunner runner, ManagerAddress address, boolean mayStartProcess, Deadline deadline) {
        return SharedBus.hold(runner, address, mayStartProcess, deadline);
    }

    /**
     * Passes the manager's signals on from now on. To be called once.
     *
     * @param lost is notified when the connection is lost, but not after {@link #close}
     * @throws BusException if the connection has been lost already
     */
    public synchronized void receive(SignalListener signals, CloseListener lost) {
        receiver = new OpenBus.SignalReceiver() {
            @Override
            public void onSignal(Message signal) {
                signals.onSignal(signal);
            }

            @Override
            public void onEnd(BusException reason) {
                close();
                lost.onClose(reason);
            }
        };
        bus.add(receiver);
        if (!bus.isOpen()) {
            throw new BusException(DBusErrorNames.DISCONNECTED, "the connection to the manager has been lost");
        }
    }

    /**
     * Sends a call, and waits for the reply.
     *
     * @throws BusException if the manager refuses the call, does not reply in time, or the connection is lost
     */
    public Message ask(Message call, Deadline deadline) {
        return bus.connection().call(call, deadline.remaining());
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
        bus.connection().send(call, future);
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

    /** Closes this client, and the connection for all callers in this JVM, because it does not work any more. */
    public void discard() {
        close();
        bus.close();
    }

    /** Receives no more signals, and closes the connection if no one else uses it. Replies may still arrive. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (receiver != null) {
                bus.remove(receiver);
            }
        }
        release.run();
    }
}
