package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import java.util.concurrent.Executor;

/** Connects to a manager. */
final class ManagerConnector implements Connector {

    private final Systemd systemd;

    ManagerConnector(Systemd systemd) {
        this.systemd = systemd;
    }

    @Override
    public Source connect(Sink sink, int attempt) {
        boolean isReal = systemd.runner().time() == TimeSource.system();
        Executor executor = isReal ? WatchThreads.executor() : Runnable::run;
        PollingSource polling = new PollingSource(systemd, sink, executor);
        polling.open();
        return polling;
    }
}
