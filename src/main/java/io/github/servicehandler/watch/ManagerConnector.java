package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.time.Duration;
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

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Systemd systemd;
    private final Executor executor;

    ManagerConnector(Systemd systemd, Executor executor) {
        this.systemd = systemd;
        this.executor = executor;
    }

    @Override
    public StatusSource connect(SourceListener listener, int attempt) {
        Optional<StatusSource> local = openLocally(listener);
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
        return openBridge(listener).orElseGet(() -> poll(listener));
    }

    @Override
    public Optional<StatusSource> connectLive(SourceListener listener) {
        return openLocally(listener).or(() -> openBridge(listener));
    }

    private Optional<StatusSource> openBridge(SourceListener listener) {
        return open(new StdioBridge(systemd)::open, listener);
    }

    private Optional<StatusSource> openLocally(SourceListener listener) {
        if (!systemd.runner().isLocal()) {
            return Optional.empty();
        }
        ManagerAddress address = systemd.address();
        BusRoute socket = (signals, closed) ->
                BusConnection.toPrivateSocket(SocketPaths.ofManager(address), signals, closed, TIMEOUT);
        BusRoute bus = (signals, closed) -> BusConnection.toBus(SocketPaths.ofBus(address), signals, closed, TIMEOUT);
        return open(socket, listener).or(() -> open(bus, listener));
    }

    private Optional<StatusSource> open(BusRoute route, SourceListener listener) {
        try {
            return Optional.of(SignalSource.open(route, listener, TIMEOUT));
        } catch (BusException | CommandException | UnsupportedOperationException e) {
            log.debug("cannot receive signals from the {} this way", systemd, e);
            return Optional.empty();
        }
    }

    private StatusSource poll(SourceListener listener) {
        PollingSource polling = new PollingSource(systemd, listener, executor);
        polling.open();
        return polling;
    }
}
