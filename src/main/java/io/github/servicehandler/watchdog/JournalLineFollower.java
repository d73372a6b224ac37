package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.journal.JournalCursor;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for lines in what services of one manager write, which is followed as one. What cannot be followed now is tried
 * again later. Thread-safe.
 */
final class JournalLineFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalLineFollower.class.getPackageName());

    /** How often a journal is read on virtual time, which does not pass while a process is waited for. */
    private static final Duration VIRTUAL_PACE = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final EngineInput input;
    private final WatchdogExecutors lanes;
    private final MonotonicClock clock;
    private final Systemd systemd;
    private final Map<UnitName, LineSearch> sought = new HashMap<>();
    private final JournalQuery all;
    private @Nullable JournalPosition reached;
    private @Nullable JournalFollow follow;
    private TimeSource.@Nullable Scheduled next;
    private boolean failing;
    private boolean closed;

    /** @param before up to where the one before this has read; {@code null} to begin at the end */
    JournalLineFollower(
            EngineInput input,
            WatchdogExecutors lanes,
            MonotonicClock clock,
            Systemd systemd,
            Map<ServiceHandler, Set<LinePattern>> patterns,
            @Nullable JournalPosition before) {
        this.input = input;
        this.lanes = lanes;
        this.clock = clock;
        this.systemd = systemd;
        Set<UnitName> known = before == null ? Set.of() : before.units();
        Instant now = clock.wall();
        patterns.forEach((service, ofService) -> sought.put(
                service.unitName(),
                new LineSearch(
                        service, ofService, before == null || known.contains(service.unitName()) ? Instant.MIN : now)));
        this.all = systemd.journal(patterns.keySet());
        this.reached = before;
    }

    /** Begins, or else sees to it that it is tried again. */
    void begin() {
        try {
            if (lanes.isVirtual()) {
                read();
            } else {
                follow();
            }
        } catch (RuntimeException e) {
            // what cannot be read is not known: a service that cannot be heard is not silent
            if (e instanceof UnsupportedOperationException) {
                failed(e, "conditions about it stay unknown");
            } else {
                failed(e, "conditions about it stay unknown until it can, which is tried every 10 s");
                later(PAUSE, this::begin);
            }
            return;
        }
        listening();
    }

    private synchronized void listening() {
        works();
        if (!closed) {
            sought.values().forEach(of -> input.listening(of.service()));
        }
    }

    private void follow() {
        Instant begin = clock.wall();
        JournalPosition from = reached();
        JournalFollow begun = (from == null ? all : from.rest(all)).follow(this::seen);
        synchronized (this) {
            follow = begun;
            // where nothing has been seen yet it is where this began
            reached = reached == null ? begunAt(begun.cursor(), begin) : reached.by(units());
            if (closed) {
                begun.close();
            }
        }
    }

    private JournalPosition begunAt(Optional<JournalCursor> cursor, Instant begin) {
        return new JournalPosition(units(), cursor, begin);
    }

    private Set<UnitName> units() {
        return Set.copyOf(sought.keySet());
    }

    private void read() {
        Instant begin = clock.wall();
        JournalPosition from = reached();
        if (from == null) {
            Optional<JournalEntry> last = all.last(1).read().stream().findFirst();
            reach(begunAt(last.map(JournalEntry::cursor), begin));
        } else {
            from.rest(all).read().forEach(this::seen);
            reach(Objects.requireNonNull(reached()).by(units()));
        }
        later(VIRTUAL_PACE, this::readAgain);
    }

    private synchronized void reach(JournalPosition place) {
        if (!closed) {
            reached = place;
        }
    }

    private void readAgain() {
        try {
            read();
            works();
        } catch (RuntimeException e) {
            failed(e, "it is read again");
            later(VIRTUAL_PACE, this::readAgain);
        }
    }

    private synchronized void later(Duration delay, Runnable task) {
        if (!closed) {
            next = lanes.later(delay, task);
        }
    }

    private synchronized void failed(RuntimeException e, String consequence) {
        if (failing || closed) {
            log.debug("the journal of {} services of the {} still cannot be followed", sought.size(), systemd, e);
        } else {
            log.warn(
                    "the journal of {} services of the {} cannot be followed; {}",
                    sought.size(),
                    systemd,
                    consequence,
                    e);
        }
        failing = true;
    }

    private synchronized void works() {
        if (failing) {
            log.info("the journal of {} services of the {} is followed now", sought.size(), systemd);
        }
        failing = false;
    }

    /**
     * Once this is closed nothing is seen any more, so that whoever goes on from there misses nothing and sees nothing
     * twice.
     */
    private synchronized void seen(JournalEntry entry) {
        if (closed) {
            return;
        }
        // first of all: if something is wrong with this entry, the next one is another
        reached = reached == null ? begunAt(Optional.of(entry.cursor()), clock.wall()) : reached.at(entry.cursor());
        Instant at = clock.steady(entry.time());
        for (UnitName unit : entry.units()) {
            LineSearch of = sought.get(unit);
            if (of != null) {
                of.seen(entry, at, input);
            }
        }
    }

    /** Returns up to where this has read; {@code null} if it has not begun. */
    synchronized @Nullable JournalPosition reached() {
        return reached;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (follow != null) {
            follow.close();
        }
        if (next != null) {
            next.cancel();
        }
    }
}
