package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemdbus.BusRoute;
import io.github.servicehandler.internal.systemdbus.BusRoutes;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that takes the best route available: the manager's own socket, without a bus in between; the bus; a
 * bridge to the bus; or polling, if nothing else works.
 */
final class ManagerConnector implements StatusSourceFactory {

    private static final Logger log = LoggerFactory.getLogger(ManagerConnector.class.getPackageName());

    /** Spawning a process on every reconnect attempt would be too expensive. */
    private static final int ATTEMPTS_PER_PROCESS = 4;

    private final Systemd systemd;
    private final BusRoutes routes;
    private final Executor executor;

    ManagerConnector(Systemd systemd, Executor executor) {
        this.systemd = systemd;
        this.routes = new BusRoutes(systemd.address(), systemd.runner());
        this.executor = executor;
    }

    @Override
    public StatusSource connect(SourceListener listener, int attempt, ManagerWait wait) {
        Optional<StatusSource> local = openLocally(listener, wait);
        if (local.isPresent()) {
            return local.get();
        }
        if (attempt % ATTEMPTS_PER_PROCESS != 0) {
            throw new ManagerUnavailableException(
                    "cannot connect to the " + systemd + " yet",
                    Command.of(ProgramNames.SYSTEMCTL, "show"),
                    null,
                    null);
        }
        return openBridge(listener, wait).orElseGet(() -> poll(listener, wait));
    }

    @Override
    public Optional<StatusSource> connectLive(SourceListener listener, ManagerWait wait) {
        return openLocally(listener, wait).or(() -> openBridge(listener, wait));
    }

    private Optional<StatusSource> openBridge(SourceListener listener, ManagerWait wait) {
        return open(routes.bridge(), listener, wait);
    }

    private Optional<StatusSource> openLocally(SourceListener listener, ManagerWait wait) {
        return routes.local().stream()
                .flatMap(route -> open(route, listener, wait).stream())
                .findFirst();
    }

    private Optional<StatusSource> open(BusRoute route, SourceListener listener, ManagerWait wait) {
        try {
            boolean seesFiles = systemd.runner().isLocal();
            return Optional.of(SignalSource.open(route, listener, seesFiles, wait.half()));
        } catch (BusException | CommandException | UnsupportedOperationException e) {
            log.debug("cannot receive signals from the {} this way", systemd, e);
            wait.requireTime(e);
            return Optional.empty();
        }
    }

    private StatusSource poll(SourceListener listener, ManagerWait wait) {
        PollingSource polling = new PollingSource(systemd, listener, executor);
        try {
            polling.open(wait);
        } catch (CommandTimeoutException e) {
            wait.requireTime(e);
            throw e;
        }
        return polling;
    }
}
