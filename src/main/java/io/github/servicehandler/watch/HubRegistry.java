package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The hubs in use, one for each manager, because the manager sends every signal once per connection. A hub is closed
 * when its last user releases it. Thread-safe.
 */
final class HubRegistry {

    /**
     * The threads that call listeners and reconnect to managers. Each listener that is being called has a thread of its
     * own, so that a slow listener delays no other.
     */
    static final Executor THREADS = DaemonThreads.unbounded("servicehandler-watch-listener");

    /** The hubs of this JVM, shared by all watches, wherever they were created. */
    static final HubRegistry SHARED = new HubRegistry(HubRegistry::newHub);

    private final Function<Systemd, ManagerHub> factory;
    private final Map<Systemd, SharedHub> hubs = new HashMap<>();

    HubRegistry(Function<Systemd, ManagerHub> factory) {
        this.factory = factory;
    }

    private static ManagerHub newHub(Systemd systemd) {
        Executor executor = executorFor(TimeSource.of(systemd.runner()));
        return new ManagerHub(systemd, new ManagerConnector(systemd, executor), executor);
    }

    /**
     * Returns the executor for the work of timers. Virtual time waits for that work, so it runs on the thread that
     * advances the time. On the system's time all timers share one thread, so the work runs on another.
     */
    private static Executor executorFor(TimeSource time) {
        return time == TimeSource.system() ? THREADS : Runnable::run;
    }

    private static final class SharedHub {
        private final ManagerHub hub;
        private int users;

        SharedHub(ManagerHub hub) {
            this.hub = hub;
        }
    }

    synchronized ManagerHub acquire(Systemd systemd) {
        SharedHub shared = hubs.computeIfAbsent(systemd, key -> new SharedHub(factory.apply(key)));
        shared.users++;
        return shared.hub;
    }

    void release(ManagerHub hub) {
        if (removeUser(hub)) {
            hub.close();
        }
    }

    private synchronized boolean removeUser(ManagerHub hub) {
        SharedHub shared = hubs.get(hub.systemd());
        if (shared == null || shared.hub != hub || --shared.users > 0) {
            return false;
        }
        hubs.remove(hub.systemd());
        return true;
    }
}
