package io.github.servicehandler;

import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watch.WatchEvent;

/** Is the library. */
record WatchHearer(Watch watch) implements Hearer {

    static Hearer open(Systemd systemd, Kills kills, Instances instances) {
        Watch watch = Watch.of(Instances.handlers(systemd, instances.names().size()));
        return new WatchHearer(watch.onEvent(event -> {
            long now = System.nanoTime();
            if (event instanceof WatchEvent.StateChanged changed
                    && changed.change().to() == ServiceState.ERROR) {
                kills.heard(changed.service().unit().toString(), now);
            }
        }));
    }

    @Override
    public void close() {
        watch.close();
    }
}
