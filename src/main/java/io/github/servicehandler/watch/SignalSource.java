package io.github.servicehandler.watch;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A source that receives the signals on a manager's socket or bus. Answers and signals come over the same connection,
 * in the order in which the manager sent them, and the thread that reads it handles both; so no status is older than
 * the one reported before.
 */
final class SignalSource implements StatusSource {

    private static final int SLICE = 1000;

    private final SourceListener sink;
    private final AsyncBusClient asker = new AsyncBusClient();
    private final UnitIndex units = new UnitIndex();
    private final BusUnitReader reader;
    private final Set<String> globs = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Void>> readings = ConcurrentHashMap.newKeySet();

    /** True while the manager reloads: it then removes all units and adds them again, which means nothing. */
    private boolean reloading;

    private boolean checkingFiles;
    private boolean filesChangedAgain;

    private SignalSource(SourceListener sink) {
        this.sink = sink;
        this.reader = new BusUnitReader(asker, units, this::observe);
    }

    /**
     * Connects to a manager and subscribes to its signals.
     *
     * @throws BusException if that fails
     */
    static SignalSource open(BusRoute way, SourceListener sink, Duration timeout) {
        SignalSource source = new SignalSource(sink);
        BusConnection connection =
                way.open(source::hear, reason -> sink.lost(source, String.valueOf(reason.getMessage())));
        source.asker.use(connection);
        try {
            connection.call(SystemdBusNames.subscribe(), timeout);
            return source;
        } catch (BusException e) {
            connection.close();
            throw e;
        }
    }

    private void observe(BusUnitState unit) {
        sink.observed(unit.name(), unit.status());
    }

    @Override
    public CompletableFuture<Void> follow(Collection<UnitName> names) {
        CompletableFuture<Void> reading =
                read(List.copyOf(names).stream().map(units::add).toList());
        readings.add(reading);
        return reading.whenComplete((done, failure) -> readings.removeIf(CompletableFuture::isDone));
    }

    /** Reads many units in slices, because a connection limits the calls that wait for their answers. */
    private CompletableFuture<Void> read(List<BusUnitState> which) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (int begin = 0; begin < which.size(); begin += SLICE) {
            List<BusUnitState> slice = which.subList(begin, Math.min(begin + SLICE, which.size()));
            done = done.thenCompose(before -> AsyncBusClient.all(slice.stream().map(reader::read)));
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
        var loaded = asker.ask(ManagerCallFactory.listUnits(patterns), answer -> sink.heardOf(names(answer)), () -> {});
        var files =
                asker.ask(ManagerCallFactory.listUnitFiles(patterns), answer -> sink.heardOf(names(answer)), () -> {});
        return CompletableFuture.allOf(loaded, files);
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
        // when many units are read, only those of the first slice may have been requested yet
        return CompletableFuture.allOf(readings.toArray(CompletableFuture<?>[]::new))
                .exceptionally(failure -> null)
                .thenCompose(read -> asker.ask(ManagerCallFactory.barrier(), answer -> {}, () -> {}));
    }

    /** Handles a signal. Called by the thread that reads the bus. */
    void hear(Message signal) {
        switch (signal.member()) {
            case "PropertiesChanged" ->
                change(units.at(signal.path()), signal.value(0, String.class), SystemdBusNames.properties(signal, 1));
            case "UnitNew" -> appear(signal.value(0, String.class), signal.value(1, String.class));
            case "UnitRemoved" -> vanish(signal.value(1, String.class));
            case "Reloading" -> reload(signal.value(0, Boolean.class));
            case "UnitFilesChanged" -> checkFiles();
            default -> {
                // other signals, such as those about jobs, add nothing to the states
            }
        }
    }

    /**
     * Stores changed properties. The manager sends those of the unit's type first and those of every unit after them;
     * only then is the status complete.
     */
    private void change(List<BusUnitState> which, String interfaceName, Map<String, Variant> changed) {
        for (BusUnitState unit : which) {
            unit.set(changed);
            if (interfaceName.equals(SystemdBusNames.UNIT) && unit.isKnown()) {
                if (unit.needsReading()) {
                    var unused = reader.read(unit);
                }
                observe(unit);
            }
        }
    }

    private void appear(String name, String path) {
        if (!reloading) {
            units.at(path).forEach(BusUnitState::load);
            sink.heardOf(List.of(name));
        }
    }

    private void vanish(String path) {
        if (!reloading) {
            for (BusUnitState unit : units.at(path)) {
                unit.unload();
                var unused = reader.readFile(unit);
            }
        }
    }

    private void reload(boolean begins) {
        reloading = begins;
        if (!begins) {
            var unused =
                    CompletableFuture.allOf(read(units.all()), discover(globs)).thenRun(sink::reloaded);
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
        asker.close();
    }
}
