package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The followers of the journals that rules need, one for each manager. Thread-safe. */
final class JournalLineFollowers implements AutoCloseable {

    private final EngineInput input;
    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Map<Systemd, JournalPosition> startPositions;
    private final Map<Systemd, JournalLineFollower> followers = new LinkedHashMap<>();
    private boolean closed;

    JournalLineFollowers(EngineInput input, WatchdogExecutors executors, MonotonicClock clock) {
        this(input, executors, clock, Map.of());
    }

    private JournalLineFollowers(
            EngineInput input,
            WatchdogExecutors executors,
            MonotonicClock clock,
            Map<Systemd, JournalPosition> startPositions) {
        this.input = input;
        this.executors = executors;
        this.clock = clock;
        this.startPositions = startPositions;
    }

    /** @param patterns the patterns to search for in the journal of each service */
    void start(Map<ServiceHandler, Set<LinePattern>> patterns) {
        Map<Systemd, Map<ServiceHandler, Set<LinePattern>>> managers = new LinkedHashMap<>();
        patterns.forEach(
                (service, ofService) -> managers.computeIfAbsent(service.systemd(), unused -> new LinkedHashMap<>())
                        .put(service, ofService));
        managers.forEach(this::begin);
    }

    private synchronized void begin(Systemd systemd, Map<ServiceHandler, Set<LinePattern>> patterns) {
        if (!closed) {
            JournalLineFollower follower =
                    new JournalLineFollower(input, executors, clock, systemd, patterns, startPositions.get(systemd));
            followers.put(systemd, follower);
            follower.begin();
        }
    }

    /** Closes this object and returns another one that continues at the positions that were reached. */
    synchronized JournalLineFollowers successor() {
        close();
        Map<Systemd, JournalPosition> positions = new LinkedHashMap<>();
        followers.forEach((systemd, follower) -> {
            JournalPosition position = follower.position();
            if (position != null) {
                positions.put(systemd, position);
            }
        });
        return new JournalLineFollowers(input, executors, clock, positions);
    }

    @Override
    public synchronized void close() {
        closed = true;
        followers.values().forEach(JournalLineFollower::close);
    }
}
