package io.github.servicehandler.watch;

import io.github.servicehandler.bus.BusConnection;
import io.github.servicehandler.bus.CloseListener;
import io.github.servicehandler.bus.SignalListener;

/** Is a way to a manager's signals. */
@FunctionalInterface
interface Way {

    /**
     * Connects.
     *
     * @return the connection
     * @throws io.github.servicehandler.bus.BusException if that is not the way
     * @throws io.github.servicehandler.command.CommandException if the command that is to carry it cannot be run
     * @throws UnsupportedOperationException if the runner starts no commands that live on
     */
    BusConnection open(SignalListener signals, CloseListener closed);
}
