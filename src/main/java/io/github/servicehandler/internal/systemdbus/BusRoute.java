package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.CloseListener;
import io.github.servicehandler.internal.dbus.SignalListener;

/** A route to a manager's signals. */
@FunctionalInterface
interface BusRoute {

    /**
     * Connects.
     *
     * @return the connection
     * @throws io.github.servicehandler.internal.dbus.BusException if this route is not available, or if the peer does
     *     not answer in time
     * @throws io.github.servicehandler.command.CommandException if the command that carries the connection cannot be
     *     run
     * @throws UnsupportedOperationException if the runner cannot start long-running commands
     */
    BusConnection open(SignalListener signals, CloseListener closed, Deadline deadline);
}
