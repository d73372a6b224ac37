package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.bus.BusConnection;
import io.github.servicehandler.bus.BusException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that takes the best route available: the manager's own socket, without a bus in between; the bus; a
 * bridge to the bus; or polling, if nothing else works.
 */
final class ManagerConnector implements Connector {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** Spawning a process on every reconnect attempt would be too expensive. */
    private static final int ATTEMPTS_PER_PROCESS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Systemd systemd;

    ManagerConnector(Systemd systemd) {
        this.systemd = systemd;
    }

    @Override
    public Source connect(Sink sink, int attempt) {
        Optional<Source> local = openLocally(sink);
        if (local.isPresent()) {
            return local.get();
        }
        if (attempt % ATTEMPTS_PER_PROCESS != 0) {
            throw new ManagerUnavailableException(
                    "the " + systemd + " cannot be heard yet", Command.of(ProgramNames.SYSTEMCTL, "show"), null, null);
        }
        return openBridge(sink).orElseGet(() -> poll(sink));
    }

    @Override
    public Optional<Source> connectLive(Sink sink) {
        return openLocally(sink).or(() -> openBridge(sink));
    }

    private Optional<Source> openBridge(Sink sink) {
        return open(new Bridge(systemd)::open, sink);
    }

    private Optional<Source> openLocally(Sink sink) {
        if (!systemd.runner().isLocal()) {
            return Optional.empty();
        }
        ManagerAddress address = systemd.address();
        Way socket = (signals, closed) ->
                BusConnection.toPrivateSocket(Sockets.ofManager(address), signals, closed, TIMEOUT);
        Way bus = (signals, closed) -> BusConnection.toBus(Sockets.ofBus(address), signals, closed, TIMEOUT);
        return open(socket, sink).or(() -> open(bus, sink));
    }

    private Optional<Source> open(Way way, Sink sink) {
        try {
            return Optional.of(SignalSource.open(way, sink, TIMEOUT));
        } catch (BusException | CommandException | UnsupportedOperationException e) {
            log.debug("cannot receive signals from the {} this way", systemd, e);
            return Optional.empty();
        }
    }

    private Source poll(Sink sink) {
        PollingSource polling = new PollingSource(
                systemd, sink, WatchThreads.executorFor(systemd.runner().time()));
        polling.open();
        return polling;
    }
}
