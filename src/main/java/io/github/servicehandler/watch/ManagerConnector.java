package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemdbus.AsyncBusClient;
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
    private final Executor executor;

    ManagerConnector(Systemd systemd, Executor executor) {
        this.systemd = systemd;
        this.executor = executor;
    }

    @Override
    public StatusSource connect(SourceListener listener, int attempt, ManagerWait wait) {
        boolean mayStartProcess = attempt % ATTEMPTS_PER_PROCESS == 0;
        Optional<StatusSource> live = open(listener, mayStartProcess, wait);
        if (live.isEmpty() && !mayStartProcess) {
            throw new ManagerUnavailableException(
                    "cannot connect to the " + systemd + " yet",
                    Command.of(ProgramNames.SYSTEMCTL, "show"),
                    null,
                    null);
        }
        return live.orElseGet(() -> poll(listener, wait));
    }

    @Override
    public Optional<StatusSource> connectLive(SourceListener listener, ManagerWait wait) {
        return open(listener, true, wait);
    }

    private Optional<StatusSource> open(SourceListener listener, boolean mayStartProcess, ManagerWait wait) {
        try {
            AsyncBusClient client =
                    AsyncBusClient.open(systemd.runner(), systemd.address(), mayStartProcess, wait.half());
            return Optional.of(
                    SignalSource.open(client, listener, systemd.runner().isLocal(), wait.half()));
        } catch (BusException e) {
            log.debug("cannot receive signals from the {}", systemd, e);
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
