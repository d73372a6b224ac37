package io.github.servicehandler;

import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Client that uses a watch of the library. */
record WatchClient(Watch watch) implements FailureClient {

    static FailureClient open(Systemd systemd, KillLatencies kills, Instances instances) {
        return open(systemd, kills, instances, null);
    }

    /** @param executor what calls the listener; by default, what the library takes */
    static FailureClient open(Systemd systemd, KillLatencies kills, Instances instances, @Nullable Executor executor) {
        Watch watch = Watch.of(Instances.handlers(systemd, instances.names().size()));
        Consumer<UnitEvent> listener = event -> {
            long now = System.nanoTime();
            if (event instanceof UnitEvent.StateChanged changed
                    && changed.change().to() == ServiceState.ERROR) {
                kills.report(changed.service().unitName().toString(), now);
            }
        };
        return new WatchClient(executor == null ? watch.onEvent(listener) : watch.onEvent(listener, executor));
    }

    @Override
    public void close() {
        watch.close();
    }
}
