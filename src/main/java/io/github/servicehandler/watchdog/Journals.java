package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks for lines in the journals of services whose rules ask for them: in one for all services of a manager. Thread-safe. */
final class Journals implements AutoCloseable {

    private final Driver driver;
    private final Lanes lanes;
    private final SteadyClock clock;
    private final List<JournalOfMany> journals = new ArrayList<>();
    private boolean closed;

    Journals(Driver driver, Lanes lanes, SteadyClock clock) {
        this.driver = driver;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Begins to look for what the present rules ask for. */
    void start() {
        Map<Systemd, Map<ServiceHandler, Set<Pattern>>> managers = new LinkedHashMap<>();
        driver.ask(Engine::patterns)
                .forEach((service, patterns) -> managers.computeIfAbsent(
                                service.systemd(), unused -> new LinkedHashMap<>())
                        .put(service, patterns));
        managers.forEach(this::begin);
    }

    private synchronized void begin(Systemd systemd, Map<ServiceHandler, Set<Pattern>> patterns) {
        if (!closed) {
            JournalOfMany journal = new JournalOfMany(driver, lanes, clock, systemd, patterns);
            journals.add(journal);
            journal.begin();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        journals.forEach(JournalOfMany::close);
    }
}
