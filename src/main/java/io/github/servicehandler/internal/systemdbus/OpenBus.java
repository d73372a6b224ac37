package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
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
        connection =
                route.open(signal -> receivers.forEach(receiver -> receiver.onSignal(signal)), this::end, deadline);
    }

    /**
     * Opens a connection.
     *
     * @throws BusException as {@link BusRoute#open} does, like its other exceptions
     */
    static OpenBus open(BusRoute route, ManagerRoute description, Deadline deadline) {
        OpenBus bus = new OpenBus(route, description, deadline);
        bus.add(bus.services);
        // it counts for the calls that are sent after it, so there is no need to wait for the reply
        var unused = bus.connection.send(SystemdBusNames.subscribe());
        return bus;
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

    private void end(BusException reason) {
        end = reason;
        receivers.forEach(receiver -> receiver.onEnd(reason));
    }

    void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
