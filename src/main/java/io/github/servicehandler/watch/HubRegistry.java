package io.github.servicehandler.watch;

import io.github.servicehandler.Systemd;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The hubs in use, one for each manager, because the manager sends every signal once per connection. A hub is closed
 * when its last user releases it. Thread-safe.
 */
final class HubRegistry {

    /** The hubs of this JVM, shared by all watches, wherever they were created. */
    static final HubRegistry SHARED =
            new HubRegistry(systemd -> new ManagerHub(systemd, new ManagerConnector(systemd)));

    private final Function<Systemd, ManagerHub> factory;
    private final Map<Systemd, SharedHub> hubs = new HashMap<>();

    HubRegistry(Function<Systemd, ManagerHub> factory) {
        this.factory = factory;
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
