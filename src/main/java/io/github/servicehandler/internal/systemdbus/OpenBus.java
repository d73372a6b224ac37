package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open connection to a manager's bus whose signals several listeners share. Thread-safe. */
final class OpenBus {

    /** Receiver of a connection's signals, and of its end. The thread that reads the bus calls it. */
    interface SignalReceiver {

        void onSignal(Message signal);

        void onEnd(BusException reason);
    }

    private final Set<SignalReceiver> receivers = new CopyOnWriteArraySet<>();
    private final ServicePropertyCache services = new ServicePropertyCache();
    private final ManagerRoute route;
    private final BusConnection connection;
    private volatile boolean transactionsMissing;
    private volatile @Nullable BusException end;

    private OpenBus(BusRoute route, ManagerRoute description, Deadline deadline) {
        this.route = description;
        connection = route.open(signal -> callAll(receiver -> receiver.onSignal(signal)), this::end, deadline);
    }

    /**
     * Opens a connection, and subscribes to the manager's signals.
     *
     * @throws BusException as {@link BusRoute#open} does, like its other exceptions, and if the manager refuses its
     *     signals
     */
    static OpenBus open(BusRoute route, ManagerRoute description, Deadline deadline) {
        OpenBus bus = new OpenBus(route, description, deadline);
        bus.add(bus.services);
        try {
            bus.connection.call(SystemdBusNames.subscribe(), deadline.remaining());
            return bus;
        } catch (RuntimeException | Error e) {
            bus.close();
            throw e;
        }
    }

    /** Returns the properties of services that are known from this connection. */
    ServicePropertyCache services() {
        return services;
    }

    ManagerRoute route() {
        return route;
    }

    BusConnection connection() {
        return connection;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Passes the signals to a receiver from now on. */
    void add(SignalReceiver receiver) {
        receivers.add(receiver);
        BusException reason = end;
        if (reason != null) {
            receiver.onEnd(reason);
        }
    }

    void remove(SignalReceiver receiver) {
        receivers.remove(receiver);
    }

    /** Returns whether the manager is known to have no method that enqueues the jobs of several units together. */
    boolean lacksTransactions() {
        return transactionsMissing;
    }

    void recordNoTransactions() {
        transactionsMissing = true;
    }

    /** Calls all receivers, also those after one that throws. The last exception is thrown on. */
    private void callAll(Consumer<SignalReceiver> call) {
        RuntimeException failure = null;
        for (SignalReceiver receiver : receivers) {
            try {
                call.accept(receiver);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void end(BusException reason) {
        end = reason;
        callAll(receiver -> receiver.onEnd(reason));
    }

    void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
