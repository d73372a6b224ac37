package io.github.servicehandler.watch;

import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemdbus.AsyncBusClient;
import io.github.servicehandler.internal.systemdbus.ManagerCallFactory;
import io.github.servicehandler.unit.UnitName;
import java.nio.file.Path;
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

    private final SourceListener listener;
    private final AsyncBusClient client;
    private final UnitIndex units = new UnitIndex();
    private final BusUnitReader reader;
    private final UnitRefresher refresher;
    private final UnsettledUnits unsettled;
    private final UnitProspects prospects;
    private final Set<CompletableFuture<Void>> pendingReads = ConcurrentHashMap.newKeySet();

    /**
     * True while the manager reloads: the signals by which it then removes all units and adds them again are ignored.
     */
    private volatile boolean reloading;

    private SignalSource(AsyncBusClient client, SourceListener listener) {
        this.client = client;
        this.listener = listener;
        this.reader = new BusUnitReader(client, units, this::reportRead);
        this.refresher = new UnitRefresher(client, units, reader, listener);
        this.unsettled = new UnsettledUnits((unit, status) -> listener.observed(unit.name(), status), this::barrier);
        this.prospects = new UnitProspects(client, units, listener, unsettled, reader::read);
    }

    /**
     * Returns a source that reports what a manager signals from now on.
     *
     * @param client is closed with the source, and also if this method throws
     * @param seesFiles whether the manager's files are those of this machine
     * @throws BusException if the manager does not answer
     */
    static SignalSource open(AsyncBusClient client, SourceListener listener, boolean seesFiles, Deadline deadline) {
        SignalSource source = new SignalSource(client, listener);
        try {
            if (seesFiles) {
                source.refresher.setFiles(new UnitFileChanges(unitPath(client, deadline)));
            }
            client.receive(source::handle, reason -> listener.lost(source, String.valueOf(reason.getMessage())));
            return source;
        } catch (BusException e) {
            client.close();
            throw e;
        }
    }

    /** Returns the directories in which the manager looks for unit files. */
    private static List<Path> unitPath(AsyncBusClient client, Deadline deadline) {
        Message reply = client.ask(ManagerCallFactory.unitPath(), deadline);
        List<?> path = (List<?>) reply.value(0, Variant.class).value();
        return path.stream().map(directory -> Path.of(directory.toString())).toList();
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
        return track(refresher.read(List.copyOf(names).stream().map(units::add).toList()));
    }

    @Override
    public void forget(UnitName unit) {
        units.remove(unit);
    }

    @Override
    public CompletableFuture<Void> discover(Collection<String> patterns) {
        return refresher.discover(patterns);
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
            case "UnitFilesChanged" -> refresher.checkFiles();
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
        prospects.forgetUncertain();
        if (begins) {
            refresher.reloadBegins();
        } else {
            var unused = refresher.reloadEnded().thenRun(listener::reloaded);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public void discard() {
        client.discard();
    }
}
