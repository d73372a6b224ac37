package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.internal.concurrent.WorkLock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The followers of the journals that rules need, one for each manager. Thread-safe. */
final class JournalLineFollowers implements AutoCloseable {

    private final EngineInput input;
    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Consumer<String> problems;
    private final WorkLock work = new WorkLock();
    private final Map<Systemd, JournalLineFollower> followers = new ConcurrentHashMap<>();
    private boolean closed;

    /** @param problems gets messages about patterns that take too long to search for */
    JournalLineFollowers(
            EngineInput input, WatchdogExecutors executors, MonotonicClock clock, Consumer<String> problems) {
        this.input = input;
        this.executors = executors;
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * Searches for these patterns from now on, and for no others. A journal that was followed before is followed on
     * without a gap.
     *
     * @param patterns the patterns to search for in the journal of each service
     */
    void start(Map<ServiceHandler, Set<LinePattern>> patterns) {
        work.run(() -> {
            if (!closed) {
                replace(patterns);
            }
        });
    }

    private void replace(Map<ServiceHandler, Set<LinePattern>> patterns) {
        Map<Systemd, Map<ServiceHandler, Set<LinePattern>>> managers = new LinkedHashMap<>();
        patterns.forEach(
                (service, ofService) -> managers.computeIfAbsent(service.systemd(), unused -> new LinkedHashMap<>())
                        .put(service, ofService));
        List<Systemd> unused = followers.keySet().stream()
                .filter(systemd -> !managers.containsKey(systemd))
                .toList();
        unused.forEach(
                systemd -> Objects.requireNonNull(followers.remove(systemd)).close());
        managers.forEach(this::follow);
    }

    private void follow(Systemd systemd, Map<ServiceHandler, Set<LinePattern>> patterns) {
        JournalLineFollower before = followers.get(systemd);
        if (before != null && before.replace(patterns)) {
            return;
        }
        if (before != null) {
            before.close();
        }
        JournalLineFollower follower = new JournalLineFollower(
                input, executors, clock, systemd, patterns, problems, before == null ? null : before.position());
        followers.put(systemd, follower);
        follower.begin();
    }

    /** Makes sure that the lines of services so far have been reported, and reports that. Does not wait for it. */
    void readToEnd(Set<ServiceHandler> services) {
        Map<Systemd, Set<ServiceHandler>> managers = new LinkedHashMap<>();
        services.forEach(service -> managers.computeIfAbsent(service.systemd(), unused -> new LinkedHashSet<>())
                .add(service));
        executors.queries().execute(() -> managers.forEach(this::readToEnd));
    }

    private void readToEnd(Systemd systemd, Set<ServiceHandler> services) {
        JournalLineFollower follower = followers.get(systemd);
        if (follower != null) {
            follower.readToEnd(services);
        }
    }

    @Override
    public void close() {
        work.run(() -> {
            closed = true;
            followers.values().forEach(JournalLineFollower::close);
        });
    }
}
