package io.github.servicehandler.watch;

import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A source that receives the signals on a manager's socket or bus. Replies and signals come over the same connection,
 * in the order in which the manager sent them, and the thread that reads it handles both; so no status is older than
 * the one reported before.
 */
final class SignalSource implements StatusSource {

    private static final int BATCH = 1000;

    private final SourceListener listener;
    private final AsyncBusClient client = new AsyncBusClient();
    private final UnitIndex units = new UnitIndex();
    private final BusUnitReader reader;
    private final UnsettledUnits unsettled;
    private final UnitProspects prospects;
    private final Set<String> globs = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Void>> pendingReads = ConcurrentHashMap.newKeySet();

    /**
     * True while the manager reloads: the signals by which it then removes all units and adds them again are ignored.
     */
    private volatile boolean reloading;

    private boolean checkingFiles;
    private boolean filesChangedAgain;

    private SignalSource(SourceListener listener) {
        this.listener = listener;
        this.reader = new BusUnitReader(client, units, this::reportRead);
        this.unsettled = new UnsettledUnits((unit, status) -> listener.observed(unit.name(), status), this::barrier);
        this.prospects = new UnitProspects(client, units, listener, unsettled, reader::read);
    }

    /**
     * Connects to a manager and subscribes to its signals.
     *
     * @throws BusException if that fails
     */
    static SignalSource open(BusRoute route, SourceListener listener, Deadline deadline) {
        SignalSource source = new SignalSource(listener);
        BusConnection connection = route.open(
                source::handle, reason -> listener.lost(source, String.valueOf(reason.getMessage())), deadline);
        source.client.setConnection(connection);
        try {
            connection.call(SystemdBusNames.subscribe(), deadline.remaining());
            return source;
        } catch (BusException e) {
            connection.close();
            throw e;
        }
    }

    private void reportRead(BusUnitState unit) {
        if (!prospects.take(unit)) {
            unsettled.read(unit, unit.status());
        }
    }

    /** Makes {@link #sync} wait for a request. */
    private CompletableFuture<Void> track(CompletableFuture<Void> request) {
        pendingReads.add(request);
        return request.whenComplete((done, failure) -> pendingReads.removeIf(CompletableFuture::isDone));
    }

    @Override
    public CompletableFuture<Void> follow(Collection<UnitName> names) {
        return track(read(List.copyOf(names).stream().map(units::add).toList()));
    }

    /** Reads many units in batches, because a connection limits the number of calls without a reply. */
    private CompletableFuture<Void> read(List<BusUnitState> unitsToRead) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (int begin = 0; begin < unitsToRead.size(); begin += BATCH) {
            List<BusUnitState> batch = unitsToRead.subList(begin, Math.min(begin + BATCH, unitsToRead.size()));
            done = done.thenCompose(before -> AsyncBusClient.all(batch.stream().map(reader::read)));
        }
        return done;
    }

    @Override
    public void forget(UnitName unit) {
        units.remove(unit);
    }

    @Override
    public CompletableFuture<Void> discover(Collection<String> patterns) {
        if (patterns.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        globs.addAll(patterns);
        var loaded = client.call(
                ManagerCallFactory.listUnits(patterns), reply -> listener.discovered(existing(reply)), () -> {});
        var files = client.call(
                ManagerCallFactory.listUnitFiles(patterns), reply -> listener.discovered(names(reply)), () -> {});
        return CompletableFuture.allOf(loaded, files);
    }

    private static List<String> existing(Message rows) {
        return UnitProspects.ListedRow.of(rows).stream()
                .filter(UnitProspects.ListedRow::exists)
                .map(UnitProspects.ListedRow::name)
                .toList();
    }

    /** Returns the names of units from the first column of the rows, which contains names or paths of unit files. */
    private static List<String> names(Message rows) {
        List<?> all = rows.value(0, List.class);
        return all.stream()
                .map(row -> ((List<?>) row).get(0).toString())
                .map(text -> text.substring(text.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public CompletableFuture<Void> sync() {
        // when many units are read, only those of the first batch may have been requested yet
        return CompletableFuture.allOf(pendingReads.toArray(CompletableFuture<?>[]::new))
                .exceptionally(failure -> null)
                .thenCompose(read -> barrier());
    }

    @Override
    public CompletableFuture<Void> ping() {
        return client.call(ManagerCallFactory.barrier(), reply -> {}, () -> {});
    }

    @Override
    public boolean isReloading() {
        return reloading;
    }

    private CompletableFuture<Void> barrier() {
        return client.call(ManagerCallFactory.barrier(), reply -> unsettled.settle(), unsettled::settle);
    }

    /** Handles a signal. Called by the thread that reads the bus. */
    void handle(Message signal) {
        switch (signal.member()) {
            case "PropertiesChanged" ->
                changeProperties(signal.path(), signal.value(0, String.class), SystemdBusNames.properties(signal, 1));
            case "UnitNew" -> recordLoaded(signal.value(0, String.class), signal.value(1, String.class));
            case "UnitRemoved" -> recordUnloaded(signal.value(1, String.class));
            case "JobNew" -> prospects.recordJob(signal.value(2, String.class));
            case "JobRemoved" -> recordJobEnd(signal);
            case "Reloading" -> recordReload(signal.value(0, Boolean.class));
            case "UnitFilesChanged" -> checkFiles();
            default -> {
                // other signals add nothing to the states
            }
        }
    }

    /**
     * Stores changed properties. The manager sends those of the unit's type first and those of every unit after them;
     * only then is the status complete.
     */
    private void changeProperties(String path, String interfaceName, Map<String, Variant> changed) {
        List<BusUnitState> changedUnits = units.at(path);
        CompletableFuture<Void> reading = prospects.change(path, interfaceName, changed);
        if (!reading.isDone()) {
            var unused = track(reading);
        }
        for (BusUnitState unit : changedUnits) {
            unit.recordChange();
            unit.set(changed);
            if (interfaceName.equals(SystemdBusNames.UNIT) && unit.isRead()) {
                if (unit.needsReading()) {
                    var unused = reader.read(unit);
                }
                unsettled.signalled(unit, unit.status());
            }
        }
    }

    /** Reports the end of a job that leaves its unit down. The manager has signalled the unit's new state before. */
    private void recordJobEnd(Message signal) {
        String id = String.valueOf(signal.value(0, Object.class));
        boolean done = signal.value(3, String.class).equals("done");
        for (BusUnitState unit : units.at(SystemdBusNames.unitPath(signal.value(2, String.class)))) {
            if (unit.isRead() && unit.hasJob(id)) {
                boolean stop = done && unit.isJobToStop();
                unit.recordJobEnd();
                if (unit.status().state().isDown()) {
                    unsettled.release(unit);
                    listener.jobEnded(unit.name(), unit.status(), stop);
                }
            }
        }
    }

    private void recordLoaded(String name, String path) {
        if (!reloading) {
            units.at(path).forEach(BusUnitState::recordLoaded);
            var unused = track(prospects.recordLoaded(name, path));
        }
    }

    private void recordUnloaded(String path) {
        if (!reloading) {
            prospects.recordUnloaded(path);
            for (BusUnitState unit : units.at(path)) {
                unsettled.release(unit);
                boolean isFileKnown = unit.isLoadedByReading();
                unit.recordUnloaded();
                if (!isFileKnown) {
                    var unused = reader.readFile(unit);
                }
            }
        }
    }

    private void recordReload(boolean begins) {
        reloading = begins;
        units.all().forEach(BusUnitState::forgetSettings);
        prospects.forgetUncertain();
        if (!begins) {
            var unused =
                    CompletableFuture.allOf(read(units.all()), discover(globs)).thenRun(listener::reloaded);
        }
    }

    /**
     * Checks the files of all units. A single command causes several of these signals; those that arrive during a check
     * are covered by one more check.
     */
    private void checkFiles() {
        if (checkingFiles) {
            filesChangedAgain = true;
            return;
        }
        checkingFiles = true;
        CompletableFuture<Void> all = AsyncBusClient.all(units.all().stream().map(reader::readFile));
        var unused = CompletableFuture.allOf(all, discover(globs)).whenComplete((done, failure) -> filesChecked());
    }

    private void filesChecked() {
        checkingFiles = false;
        if (filesChangedAgain) {
            filesChangedAgain = false;
            checkFiles();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
