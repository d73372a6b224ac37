package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for lines in what services of one manager write, which is followed as one. Thread-safe. */
final class JournalOfMany implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** How often a journal is read on virtual time, which does not pass while a process is waited for. */
    private static final Duration VIRTUAL_PACE = Duration.ofSeconds(1);

    private final Driver driver;
    private final Lanes lanes;
    private final SteadyClock clock;
    private final Systemd systemd;
    private final Map<UnitName, Sought> sought = new HashMap<>();
    private final JournalQuery all;
    private @Nullable JournalFollow follow;
    private TimeSource.@Nullable Scheduled nextRead;
    private boolean closed;

    /** Is what is looked for in the lines of a service. */
    private record Sought(ServiceHandler service, Set<Pattern> patterns) {}

    JournalOfMany(
            Driver driver,
            Lanes lanes,
            SteadyClock clock,
            Systemd systemd,
            Map<ServiceHandler, Set<Pattern>> patterns) {
        this.driver = driver;
        this.lanes = lanes;
        this.clock = clock;
        this.systemd = systemd;
        patterns.forEach((service, ofService) -> sought.put(service.unit(), new Sought(service, ofService)));
        this.all = systemd.journal(patterns.keySet());
    }

    synchronized void begin() {
        try {
            if (lanes.isVirtual()) {
                later(rest(all, all.last(1).read()));
            } else {
                follow = all.follow(this::seen);
            }
            sought.values().forEach(of -> driver.change((engine, now) -> engine.listen(of.service(), now)));
        } catch (CommandException e) {
            // what cannot be read is not known: a service that cannot be heard is not silent
            log.warn(
                    "the journal of {} services of the {} cannot be followed; conditions about it stay unknown",
                    sought.size(),
                    systemd,
                    e);
        }
    }

    private synchronized void later(JournalQuery query) {
        if (!closed) {
            nextRead = lanes.later(VIRTUAL_PACE, () -> read(query));
        }
    }

    private void read(JournalQuery query) {
        try {
            List<JournalEntry> entries = query.read();
            entries.forEach(this::seen);
            later(rest(query, entries));
        } catch (CommandException e) {
            log.debug("the journal is read again", e);
            later(query);
        }
    }

    /** Returns the query for what comes after what was read by one. */
    private JournalQuery rest(JournalQuery query, List<JournalEntry> read) {
        return read.isEmpty() ? query : all.after(read.get(read.size() - 1).cursor());
    }

    private void seen(JournalEntry entry) {
        for (UnitName unit : entry.units()) {
            Sought of = sought.get(unit);
            if (of != null) {
                seen(of, entry);
            }
        }
    }

    private void seen(Sought of, JournalEntry entry) {
        String message = entry.message();
        Instant at = clock.steady(entry.time());
        for (Pattern pattern : of.patterns()) {
            if (pattern.matcher(message).find()) {
                driver.change((engine, now) -> engine.line(of.service(), pattern, at, now));
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (follow != null) {
            follow.close();
        }
        if (nextRead != null) {
            nextRead.cancel();
        }
    }
}
