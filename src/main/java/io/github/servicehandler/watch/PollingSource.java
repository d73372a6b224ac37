package io.github.servicehandler.watch;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.ListedUnitFile;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source that polls the manager: one {@code list-units} per tick, and one {@code show} of the units that changed and
 * of a few others in turn, because a list does not show that a unit was restarted. Thread-safe. Commands run one at a
 * time, under a lock of their own, so that neither {@link #forget} nor {@link #close} waits for a command that hangs.
 */
final class PollingSource implements StatusSource {

    /** The number of seemingly unchanged units that are read in each tick. */
    private static final int READS_PER_TICK = 10;

    private static final int TICKS_PER_DISCOVERY = 10;

    private final Systemd systemd;
    private final SourceListener listener;
    private final Executor executor;
    private final PollInterval pollInterval = new PollInterval();
    private final ReentrantLock commandLock = new ReentrantLock();
    private final Map<UnitName, PolledUnit> units = new LinkedHashMap<>();
    private final Set<String> globs = new LinkedHashSet<>();

    /** The wait of the caller for whom commands run. Used with the command lock held. */
    private @Nullable ManagerWait caller;

    private int ticks;
    private TimeSource.@Nullable Scheduled next;
    private volatile boolean closed;

    PollingSource(Systemd systemd, SourceListener listener, Executor executor) {
        this.systemd = systemd;
        this.listener = listener;
        this.executor = executor;
    }

    /** Starts polling. Lists the units once before that, to fail if the manager does not answer. */
    void open(ManagerWait wait) {
        wait.systemd().listUnits();
        schedule();
    }

    private synchronized void schedule() {
        if (!closed) {
            next = TimeSource.of(systemd.runner())
                    .schedule(pollInterval.interval(), () -> executor.execute(this::tick));
        }
    }

    private void tick() {
        try {
            runLocked(this::poll);
            schedule();
        } catch (RuntimeException e) {
            // any exception: a custom runner may throw its own, and polling must not stop without a report
            close();
            listener.lost(this, e instanceof CommandException ? String.valueOf(e.getMessage()) : e.toString());
        }
    }

    private void poll() {
        if (closed) {
            return;
        }
        List<ListedUnit> listed = manager().listUnits();
        listener.discovered(existing(listed));
        Map<String, ListedUnit> rows =
                listed.stream().collect(Collectors.toMap(ListedUnit::name, row -> row, (a, b) -> a));
        List<PolledUnit> all = units();
        List<PolledUnit> changed = all.stream()
                .filter(unit -> unit.differsFrom(rows.get(unit.id())))
                .toList();
        pollInterval.tick(!changed.isEmpty());
        observe(withSomeInTurn(changed, all));
        if (++ticks % TICKS_PER_DISCOVERY == 0) {
            discoverFiles();
        }
    }

    /** Returns the names of the units that are more than a name that others mention. */
    private static List<String> existing(List<ListedUnit> listed) {
        return listed.stream()
                .filter(row -> !row.loadState().equals("not-found")
                        || !row.activeState().equals("inactive"))
                .map(ListedUnit::name)
                .toList();
    }

    private static Collection<PolledUnit> withSomeInTurn(List<PolledUnit> changed, List<PolledUnit> all) {
        Set<PolledUnit> result = new LinkedHashSet<>(changed);
        all.stream()
                .filter(unit -> !result.contains(unit))
                .limit(READS_PER_TICK)
                .toList()
                .forEach(result::add);
        return result;
    }

    private synchronized List<PolledUnit> units() {
        return List.copyOf(units.values());
    }

    private synchronized void add(PolledUnit unit) {
        units.put(unit.service().unitName(), unit);
    }

    /** Moves a unit to the end of those that are read in turn; returns {@code false} if it has been forgotten. */
    private synchronized boolean putLast(PolledUnit unit) {
        UnitName name = unit.service().unitName();
        boolean present = units.remove(name, unit);
        if (present) {
            units.put(name, unit);
        }
        return present;
    }

    private void observe(Collection<PolledUnit> unitsToRead) {
        List<ServiceHandler> handlers =
                unitsToRead.stream().map(PolledUnit::service).toList();
        Map<ServiceHandler, ServiceStatus> statuses =
                handlers.isEmpty() ? Map.of() : manager().fullStatuses(handlers);
        for (PolledUnit unit : unitsToRead) {
            ServiceStatus status = Objects.requireNonNull(statuses.get(unit.service()));
            unit.setStatus(status);
            if (putLast(unit)) {
                listener.observed(unit.service().unitName(), WatchedProperties.lasting(status));
            }
        }
    }

    @Override
    public CompletableFuture<Void> follow(Collection<UnitName> names) {
        return run(() -> {
            List<PolledUnit> added = names.stream()
                    .map(name -> new PolledUnit(systemd.service(name.toString())))
                    .toList();
            added.forEach(this::add);
            observe(added);
        });
    }

    @Override
    public synchronized void forget(UnitName unit) {
        units.remove(unit);
    }

    @Override
    public CompletableFuture<Void> discover(Collection<String> patterns) {
        return run(() -> {
            globs.addAll(patterns);
            if (!globs.isEmpty()) {
                String[] all = globs.toArray(String[]::new);
                listener.discovered(existing(manager().listUnits(all)));
            }
            discoverFiles();
        });
    }

    /** Looks for units that the list of a tick does not show: those that only have a file. */
    private void discoverFiles() {
        if (!globs.isEmpty()) {
            String[] patterns = globs.toArray(String[]::new);
            listener.discovered(manager().listUnitFiles(patterns).stream()
                    .map(ListedUnitFile::name)
                    .toList());
        }
    }

    @Override
    public CompletableFuture<Void> sync() {
        return run(this::poll);
    }

    /** Returns the manager, with the timeout that commands may have now. */
    private Systemd manager() {
        return caller == null ? systemd : caller.systemd();
    }

    @Override
    public CompletableFuture<Void> request(ManagerWait wait, Supplier<CompletableFuture<Void>> requests) {
        return wait.locked(commandLock, () -> {
            caller = wait;
            try {
                return requests.get();
            } finally {
                caller = null;
            }
        });
    }

    private CompletableFuture<Void> run(Runnable task) {
        try {
            runLocked(task);
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void runLocked(Runnable task) {
        commandLock.lock();
        try {
            task.run();
        } finally {
            commandLock.unlock();
        }
    }

    @Override
    public boolean isPolling() {
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }
}
