package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A counter of how often contact with each manager was lost. Thread-safe. */
final class ContactLossCounter {

    private final Map<Systemd, Integer> counts = new ConcurrentHashMap<>();
    private final Set<Systemd> lost = ConcurrentHashMap.newKeySet();

    void lost(Systemd systemd) {
        counts.merge(systemd, 1, Integer::sum);
        lost.add(systemd);
    }

    void regained(Systemd systemd) {
        lost.remove(systemd);
    }

    int count(Systemd systemd) {
        return counts.getOrDefault(systemd, 0);
    }

    /** Returns an empty collection for the answers to queries that begin from now on. */
    Collected collect() {
        return new Collected();
    }

    /**
     * The answers of several managers, without those of managers with which contact was lost since. Not thread-safe.
     */
    final class Collected implements QueriedStatuses {

        private final Map<Systemd, Integer> before = Map.copyOf(counts);
        private final Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>();

        private Collected() {}

        void add(Map<ServiceHandler, ServiceStatus> more) {
            seen.putAll(more);
        }

        @Override
        public Map<ServiceHandler, ServiceStatus> stillValid() {
            seen.keySet().removeIf(service -> wasLost(service.systemd()));
            return seen;
        }

        private boolean wasLost(Systemd systemd) {
            return lost.contains(systemd) || count(systemd) != before.getOrDefault(systemd, 0);
        }
    }
}
