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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search for patterns in the journal of services of one manager, which is followed for all of them at once. If the
 * journal cannot be followed, another attempt is made later. Thread-safe.
 */
final class JournalLineFollower implements AutoCloseable {

    /** The pace at which the journal is read on virtual time, which does not pass while a process is waited for. */
    private static final Duration VIRTUAL_PACE = Duration.ofSeconds(1);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(10);

    /** The longest time that a line should take from the journal to the search. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final EngineInput input;
    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Consumer<String> problems;
    private final JournalQuery query;
    private final JournalHealthLog health;
    private final JournalRequests requests = new JournalRequests();
    private volatile Map<UnitName, JournalLineSearch> searches;
    private @Nullable JournalPosition position;
    private volatile @Nullable JournalFollow follow;
    private TimeSource.@Nullable Scheduled next;
    private boolean following;
    private boolean closed;

    /**
     * @param problems gets messages about patterns that take too long to search for
     * @param before the position that an earlier follower has reached; {@code null} to begin at the end
     */
    JournalLineFollower(
            EngineInput input,
            WatchdogExecutors executors,
            MonotonicClock clock,
            Systemd systemd,
            Map<ServiceHandler, Set<LinePattern>> patterns,
            Consumer<String> problems,
            @Nullable JournalPosition before) {
        this.input = input;
        this.executors = executors;
        this.clock = clock;
        this.health = new JournalHealthLog(systemd);
        this.problems = problems;
        Set<UnitName> known = before == null ? Set.of() : before.units();
        Instant now = clock.wall();
        Map<UnitName, JournalLineSearch> all = new HashMap<>();
        patterns.forEach((service, ofService) -> {
            Instant from = before == null || known.contains(service.unitName()) ? Instant.MIN : now;
            all.put(service.unitName(), new JournalLineSearch(service, ofService, from, null, problems));
        });
        this.searches = all;
        this.query = systemd.journal(patterns.keySet());
        this.position = before;
    }

    /** Begins to follow the journal, or schedules another attempt if that fails. */
    void begin() {
        try {
            Runnable first = executors.isVirtual() ? this::read : this::follow;
            first.run();
        } catch (RuntimeException e) {
            reportNotFollowed();
            if (e instanceof UnsupportedOperationException) {
                reportFailure(e, "conditions on it stay unknown");
            } else {
                reportFailure(e, "conditions on it stay unknown; another attempt follows every 10 s");
                later(RETRY_PAUSE, this::begin);
            }
            return;
        }
        started();
    }

    private synchronized void started() {
        reportSuccess();
        following = true;
        reportFollowed();
    }

    /** Reports that the journal is not followed: a service whose journal cannot be read is not silent. */
    private synchronized void reportNotFollowed() {
        if (closed) {
            return;
        }
        searches.values().forEach(of -> input.journalNotFollowed(of.service()));
    }

    private void reportFollowed() {
        if (!closed) {
            searches.values().forEach(of -> input.journalFollowed(of.service(), of.patterns()));
        }
    }

    /**
     * Searches for other patterns from now on, if they are for the same services.
     *
     * @return whether that is so; if not, nothing has changed
     */
    synchronized boolean replace(Map<ServiceHandler, Set<LinePattern>> patterns) {
        Map<UnitName, JournalLineSearch> all = new HashMap<>();
        patterns.forEach((service, ofService) -> {
            JournalLineSearch before = searches.get(service.unitName());
            if (before != null) {
                all.put(service.unitName(), new JournalLineSearch(service, ofService, before.from(), before, problems));
            }
        });
        boolean same = all.size() == patterns.size() && all.size() == searches.size();
        if (same) {
            searches = all;
            if (following) {
                reportFollowed();
            }
        }
        return same;
    }

    private void follow() {
        Instant begin = clock.wall();
        JournalPosition from = position();
        JournalFollow begun = (from == null ? query : from.rest(query)).follow(this::onEntry);
        if (!begun(begun, begin)) {
            begun.close();
        }
    }

    /** Records that the journal is followed. Returns whether it is still needed. */
    private synchronized boolean begun(JournalFollow begun, Instant begin) {
        follow = begun;
        // without an entry so far, the position is the beginning of this follower
        position = position == null ? begunAt(begun.cursor(), begin) : position.by(units());
        return !closed;
    }

    private JournalPosition begunAt(Optional<JournalCursor> cursor, Instant begin) {
        return new JournalPosition(units(), cursor, begin);
    }

    private Set<UnitName> units() {
        return Set.copyOf(searches.keySet());
    }

    private void read() {
        readRest();
        later(VIRTUAL_PACE, this::readAgain);
    }

    private void readRest() {
        Instant begin = clock.wall();
        JournalPosition from = position();
        if (from == null) {
            Optional<JournalEntry> last = query.last(1).read().stream().findFirst();
            moveTo(begunAt(last.map(JournalEntry::cursor), begin));
        } else {
            from.rest(query).read().forEach(this::onEntry);
            moveTo(Objects.requireNonNull(position()).by(units()));
        }
    }

    /**
     * Makes sure that all lines of services so far have been reported, and reports that. If a line does not arrive in
     * time, silence begins again. If the journal cannot be read, nothing is known about it any more.
     */
    void readToEnd(Set<ServiceHandler> services) {
        requests.answer(services, this::verify);
    }

    private void verify(Set<ServiceHandler> services) {
        Instant begin = clock.now();
        if (!isFollowing()) {
            return;
        }
        try {
            if (isReadToEnd()) {
                services.forEach(service -> input.journalRead(service, begin));
            } else {
                reportNotFollowed();
                started();
            }
        } catch (RuntimeException e) {
            notFollowed(e);
        }
    }

    private synchronized boolean isFollowing() {
        return following && !closed;
    }

    private boolean isReadToEnd() {
        if (executors.isVirtual()) {
            readRest();
            return true;
        }
        return Objects.requireNonNull(follow).isUpToDate(LONGEST_DELAY);
    }

    private void notFollowed(RuntimeException e) {
        synchronized (this) {
            following = false;
        }
        reportNotFollowed();
        reportFailure(e, "conditions on it stay unknown; another attempt follows every 10 s");
        later(RETRY_PAUSE, this::verifyAgain);
    }

    private void verifyAgain() {
        try {
            Runnable next = isReadToEnd() ? this::started : () -> later(RETRY_PAUSE, this::verifyAgain);
            next.run();
        } catch (RuntimeException e) {
            notFollowed(e);
        }
    }

    private synchronized void moveTo(JournalPosition newPosition) {
        if (!closed) {
            position = newPosition;
        }
    }

    private void readAgain() {
        try {
            read();
            reportSuccess();
        } catch (RuntimeException e) {
            reportFailure(e, "another attempt follows");
            later(VIRTUAL_PACE, this::readAgain);
        }
    }

    private synchronized void later(Duration delay, Runnable task) {
        if (!closed) {
            next = executors.later(delay, task);
        }
    }

    private synchronized void reportFailure(RuntimeException e, String consequence) {
        health.failed(e, consequence, searches.size(), closed);
    }

    private synchronized void reportSuccess() {
        health.worked(searches.size());
    }

    /**
     * Handles an entry. Entries are ignored after the follower was closed, so that its successor gets each entry
     * exactly once. The search holds no lock, since it may take some time.
     */
    private void onEntry(JournalEntry entry) {
        if (!accept(entry)) {
            return;
        }
        Instant at = clock.toMonotonic(entry.time());
        for (UnitName unit : entry.units()) {
            JournalLineSearch of = searches.get(unit);
            if (of != null) {
                of.search(entry, at, clock.now(), input);
            }
        }
    }

    /** Moves on to an entry, unless the follower is closed. If the entry cannot be handled, it is not read again. */
    private synchronized boolean accept(JournalEntry entry) {
        if (!closed) {
            position =
                    position == null ? begunAt(Optional.of(entry.cursor()), clock.wall()) : position.at(entry.cursor());
        }
        return !closed;
    }

    /** Returns the position up to which the journal has been read; {@code null} if reading has not begun. */
    synchronized @Nullable JournalPosition position() {
        return position;
    }

    @Override
    public void close() {
        endAttempts();
        JournalFollow running = follow;
        if (running != null) {
            // without the monitor, because it ends a process
            running.close();
        }
    }

    private synchronized void endAttempts() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
