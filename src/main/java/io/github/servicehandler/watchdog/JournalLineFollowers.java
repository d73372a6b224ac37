package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks for lines in the journals of services whose rules ask for them: in one for all services of a manager.
 * Thread-safe.
 */
final class JournalLineFollowers implements AutoCloseable {

    private final EngineInput input;
    private final WatchdogExecutors lanes;
    private final MonotonicClock clock;
    private final Map<Systemd, JournalPosition> before;
    private final Map<Systemd, JournalLineFollower> journals = new LinkedHashMap<>();
    private boolean closed;

    JournalLineFollowers(EngineInput input, WatchdogExecutors lanes, MonotonicClock clock) {
        this(input, lanes, clock, Map.of());
    }

    private JournalLineFollowers(
            EngineInput input, WatchdogExecutors lanes, MonotonicClock clock, Map<Systemd, JournalPosition> before) {
        this.input = input;
        this.lanes = lanes;
        this.clock = clock;
        this.before = before;
    }

    /** @param patterns what to look for in the lines of each service */
    void start(Map<ServiceHandler, Set<LinePattern>> patterns) {
        Map<Systemd, Map<ServiceHandler, Set<LinePattern>>> managers = new LinkedHashMap<>();
        patterns.forEach(
                (service, ofService) -> managers.computeIfAbsent(service.systemd(), unused -> new LinkedHashMap<>())
                        .put(service, ofService));
        managers.forEach(this::begin);
    }

    private synchronized void begin(Systemd systemd, Map<ServiceHandler, Set<LinePattern>> patterns) {
        if (!closed) {
            JournalLineFollower journal =
                    new JournalLineFollower(input, lanes, clock, systemd, patterns, before.get(systemd));
            journals.put(systemd, journal);
            journal.begin();
        }
    }

    /** Ends this, and returns one that begins where this has got to. */
    synchronized JournalLineFollowers anew() {
        close();
        Map<Systemd, JournalPosition> places = new LinkedHashMap<>();
        journals.forEach((systemd, journal) -> {
            JournalPosition place = journal.reached();
            if (place != null) {
                places.put(systemd, place);
            }
        });
        return new JournalLineFollowers(input, lanes, clock, places);
    }

    @Override
    public synchronized void close() {
        closed = true;
        journals.values().forEach(JournalLineFollower::close);
    }
}
