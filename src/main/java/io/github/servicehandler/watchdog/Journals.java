package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for lines in the journals of services whose rules ask for them. Thread-safe. */
final class Journals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** How often a journal is read on virtual time, which does not pass while a process is waited for. */
    private static final Duration VIRTUAL_PACE = Duration.ofSeconds(1);

    private final Driver driver;
    private final Lanes lanes;
    private final SteadyClock clock;
    private final List<JournalFollow> follows = new ArrayList<>();
    private final Map<ServiceHandler, TimeSource.Scheduled> reads = new HashMap<>();
    private boolean closed;

    Journals(Driver driver, Lanes lanes, SteadyClock clock) {
        this.driver = driver;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Begins to look for what the present rules ask for. */
    void start() {
        driver.ask(Engine::patterns).forEach(this::begin);
    }

    private synchronized void begin(ServiceHandler service, Set<Pattern> patterns) {
        if (closed) {
            return;
        }
        try {
            if (lanes.isVirtual()) {
                JournalQuery query = service.journal();
                query.last(1).read().stream()
                        .findFirst()
                        .ifPresentOrElse(
                                entry -> later(service, query.after(entry.cursor()), patterns),
                                () -> later(service, query, patterns));
            } else {
                follows.add(service.journal().follow(entry -> seen(service, entry, patterns)));
            }
            driver.change((engine, now) -> engine.listen(service, now));
        } catch (CommandException e) {
            // what cannot be read is not known: a service that cannot be heard is not silent
            log.warn("the journal of {} cannot be followed; conditions about it stay unknown", service, e);
        }
    }

    private synchronized void later(ServiceHandler service, JournalQuery query, Set<Pattern> patterns) {
        if (!closed) {
            reads.put(service, lanes.later(VIRTUAL_PACE, () -> read(service, query, patterns)));
        }
    }

    private void read(ServiceHandler service, JournalQuery query, Set<Pattern> patterns) {
        List<JournalEntry> entries = query.read();
        entries.forEach(entry -> seen(service, entry, patterns));
        JournalQuery rest = entries.isEmpty()
                ? query
                : service.journal().after(entries.get(entries.size() - 1).cursor());
        later(service, rest, patterns);
    }

    private void seen(ServiceHandler service, JournalEntry entry, Set<Pattern> patterns) {
        Instant at = clock.steady(entry.time());
        for (Pattern pattern : patterns) {
            if (pattern.matcher(entry.message()).find()) {
                driver.change((engine, now) -> engine.line(service, pattern, at, now));
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        follows.forEach(JournalFollow::close);
        reads.values().forEach(TimeSource.Scheduled::cancel);
    }
}
