package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Looks for lines in the journals of services whose rules ask for them: in one for all services of a manager. Thread-safe. */
final class Journals implements AutoCloseable {

    private final EngineInput input;
    private final Lanes lanes;
    private final SteadyClock clock;
    private final Map<Systemd, Reached> before;
    private final Map<Systemd, JournalOfMany> journals = new LinkedHashMap<>();
    private boolean closed;

    Journals(EngineInput input, Lanes lanes, SteadyClock clock) {
        this(input, lanes, clock, Map.of());
    }

    private Journals(EngineInput input, Lanes lanes, SteadyClock clock, Map<Systemd, Reached> before) {
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
            JournalOfMany journal = new JournalOfMany(input, lanes, clock, systemd, patterns, before.get(systemd));
            journals.put(systemd, journal);
            journal.begin();
        }
    }

    /** Ends this, and returns one that begins where this has got to. */
    synchronized Journals anew() {
        close();
        Map<Systemd, Reached> places = new LinkedHashMap<>();
        journals.forEach((systemd, journal) -> {
            Reached place = journal.reached();
            if (place != null) {
                places.put(systemd, place);
            }
        });
        return new Journals(input, lanes, clock, places);
    }

    @Override
    public synchronized void close() {
        closed = true;
        journals.values().forEach(JournalOfMany::close);
    }
}
