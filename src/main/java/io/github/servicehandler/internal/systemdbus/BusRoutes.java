package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.CloseListener;
import io.github.servicehandler.internal.dbus.SignalListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes to a manager's bus: the manager's own socket, without a bus in between; the bus; and a bridge to the bus,
 * which a command carries.
 */
public final class BusRoutes {

    private final ManagerAddress address;
    private final CommandRunner runner;

    /** Creates the routes to a manager. Opens none. */
    public BusRoutes(ManagerAddress address, CommandRunner runner) {
        this.address = address;
        this.runner = runner;
    }

    /** Returns the routes that need no process, the best one first; none if commands run elsewhere. */
    public List<BusRoute> local() {
        return runner.isLocal() ? List.of(this::toManager, this::toBus) : List.of();
    }

    /** Returns the route that works wherever commands run. Each connection costs a process. */
    public BusRoute bridge() {
        return new StdioBridge(address, runner)::open;
    }

    private BusConnection toManager(SignalListener signals, CloseListener closed, Deadline deadline) {
        return BusConnection.toPrivateSocket(SocketPaths.ofManager(address), signals, closed, deadline.remaining());
    }

    private BusConnection toBus(SignalListener signals, CloseListener closed, Deadline deadline) {
        return BusConnection.toBus(SocketPaths.ofBus(address), signals, closed, deadline.remaining());
    }

    /** Returns all routes, the best one first. */
    Map<ManagerRoute.Kind, BusRoute> all() {
        Map<ManagerRoute.Kind, BusRoute> all = new LinkedHashMap<>();
        if (runner.isLocal()) {
            all.put(ManagerRoute.Kind.MANAGER_SOCKET, this::toManager);
            all.put(ManagerRoute.Kind.BUS, this::toBus);
        }
        all.put(ManagerRoute.Kind.BRIDGE, bridge());
        return all;
    }
}
