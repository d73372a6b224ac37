package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.systemctl.ManagerAccess;
import io.github.servicehandler.internal.systemctl.ManagerQueries;
import java.time.Duration;

/** The way to a manager over its bus. */
public final class BusAccess {

    private BusAccess() {}

    /**
     * Returns a way that opens no connection yet.
     *
     * @param timeout the timeout of each question
     * @param bySystemctl the way to take for what the bus does not offer, and while there is no connection
     */
    public static ManagerAccess over(
            ManagerAddress address, CommandRunner runner, Duration timeout, ManagerAccess bySystemctl) {
        ManagerQueries queries = new BusQueries(address, runner, timeout, bySystemctl.queries());
        return new ManagerAccess(
                queries,
                new BusVerbSender(address, runner, timeout, queries, bySystemctl.verbs()),
                () -> route(address, runner, timeout));
    }

    private static ManagerRoute route(ManagerAddress address, CommandRunner runner, Duration timeout) {
        try {
            return SharedBus.use(runner, address, Deadline.after(timeout), OpenBus::route);
        } catch (BusException e) {
            return new ManagerRoute(ManagerRoute.Kind.SYSTEMCTL, e.text());
        }
    }
}
