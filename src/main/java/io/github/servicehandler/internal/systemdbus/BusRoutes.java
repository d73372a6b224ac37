package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.CloseListener;
import io.github.servicehandler.internal.dbus.SignalListener;
import java.util.List;

/**
 * The routes to a manager's bus: the manager's own socket, without a bus in between; the bus; and a bridge to the bus,
 * which a command carries.
 */
final class BusRoutes {

    /** One of the routes, and the kind that callers see. */
    record Route(ManagerRoute.Kind kind, BusRoute way) {

        boolean needsProcess() {
            return kind == ManagerRoute.Kind.BRIDGE;
        }
    }

    private final ManagerAddress address;
    private final CommandRunner runner;

    /** Creates the routes to a manager. Opens none. */
    BusRoutes(ManagerAddress address, CommandRunner runner) {
        this.address = address;
        this.runner = runner;
    }

    /** Returns all routes, the best one first. If commands run elsewhere, only the bridge leads there. */
    List<Route> all() {
        Route bridge = new Route(ManagerRoute.Kind.BRIDGE, new StdioBridge(address, runner)::open);
        return runner.isLocal()
                ? List.of(
                        new Route(ManagerRoute.Kind.MANAGER_SOCKET, this::toManager),
                        new Route(ManagerRoute.Kind.BUS, this::toBus),
                        bridge)
                : List.of(bridge);
    }

    private BusConnection toManager(SignalListener signals, CloseListener closed, Deadline deadline) {
        return BusConnection.toPrivateSocket(SocketPaths.ofManager(address), signals, closed, deadline.remaining());
    }

    private BusConnection toBus(SignalListener signals, CloseListener closed, Deadline deadline) {
        return BusConnection.toBus(SocketPaths.ofBus(address), signals, closed, deadline.remaining());
    }
}
