package io.github.servicehandler.watch;

import io.github.servicehandler.internal.systemdbus.AsyncBusClient;
import io.github.servicehandler.internal.systemdbus.ListReply;
import io.github.servicehandler.internal.systemdbus.ManagerCallFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Refresher of units whose files may have changed, which also finds units that appear that way. Where it can see which
 * files have changed, it reads only the units that they concern, and those that the manager lists differently.
 * Otherwise it reads all. Used by the thread that reads the bus, except where noted.
 */
final class UnitRefresher {

    private static final int BATCH = 1000;

    private final AsyncBusClient client;
    private final UnitIndex units;
    private final BusUnitReader reader;
    private final SourceListener listener;
    private final Set<String> globs = ConcurrentHashMap.newKeySet();
    private volatile UnitFileChanges files = new UnitFileChanges(List.of());
    private boolean checkingFiles;
    private boolean filesChangedAgain;

    UnitRefresher(AsyncBusClient client, UnitIndex units, BusUnitReader reader, SourceListener listener) {
        this.client = client;
        this.units = units;
        this.reader = reader;
        this.listener = listener;
    }

    /** Uses this to see which files have changed. */
    void setFiles(UnitFileChanges newFiles) {
        files = newFiles;
    }

    /** Reads many units in batches, because a connection limits the number of calls without a reply. Thread-safe. */
    CompletableFuture<Void> read(List<BusUnitState> unitsToRead) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (int begin = 0; begin < unitsToRead.size(); begin += BATCH) {
            List<BusUnitState> batch = unitsToRead.subList(begin, Math.min(begin + BATCH, unitsToRead.size()));
            done = done.thenCompose(before -> AsyncBusClient.all(batch.stream().map(reader::read)));
        }
        return done;
    }

    /** Looks for units whose names match patterns, now and after each reload. Thread-safe. */
    CompletableFuture<Void> discover(Collection<String> patterns) {
        if (patterns.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        globs.addAll(patterns);
        var loaded = client.call(
                ManagerCallFactory.listUnits(patterns),
                reply -> listener.discovered(existing(UnitProspects.ListedRow.of(reply))),
                () -> {});
        return CompletableFuture.allOf(loaded, discoverFiles(patterns));
    }

    private CompletableFuture<Void> discoverFiles(Collection<String> patterns) {
        Optional<Set<String>> found = files.unitNames();
        found.ifPresent(listener::discovered);
        return found.isPresent()
                ? CompletableFuture.completedFuture(null)
                : client.call(
                        ManagerCallFactory.listUnitFiles(patterns),
                        reply -> listener.discovered(
                                ListReply.rows(reply).map(ListReply::name).toList()),
                        () -> {});
    }

    private static List<String> existing(Collection<UnitProspects.ListedRow> rows) {
        return rows.stream()
                .filter(UnitProspects.ListedRow::exists)
                .map(UnitProspects.ListedRow::name)
                .toList();
    }

    /** Records that the manager begins to read all files. */
    void reloadBegins() {
        files.reloadBegins();
    }

    /**
     * Reads what a reload has changed.
     *
     * @return a future that completes when that is done
     */
    CompletableFuture<Void> reloadEnded() {
        Optional<Set<String>> changes = files.sinceReload();
        if (changes.isEmpty()) {
            return refreshAll();
        }
        List<CompletableFuture<Void>> next = new ArrayList<>();
        return client.call(
                        ManagerCallFactory.listUnits(List.of()),
                        reply -> next.add(refresh(UnitProspects.ListedRow.of(reply), changes.get())),
                        () -> next.add(refreshAll()))
                .thenCompose(done -> AsyncBusClient.all(next.stream()));
    }

    private CompletableFuture<Void> refreshAll() {
        units.all().forEach(BusUnitState::forgetSettings);
        return CompletableFuture.allOf(read(units.all()), discover(globs));
    }

    private CompletableFuture<Void> refresh(List<UnitProspects.ListedRow> rows, Set<String> changes) {
        Map<String, UnitProspects.ListedRow> byName =
                rows.stream().collect(Collectors.toMap(UnitProspects.ListedRow::name, row -> row, (a, b) -> a));
        List<BusUnitState> changed = units.all().stream()
                .filter(unit -> unit.recordListed(byName.get(unit.id())) || concern(changes, unit))
                .toList();
        changed.forEach(BusUnitState::forgetSettings);
        CompletableFuture<Void> reading = read(changed);
        listener.discovered(existing(rows));
        return globs.isEmpty() ? reading : CompletableFuture.allOf(reading, discoverFiles(globs));
    }

    private boolean concern(Set<String> changes, BusUnitState unit) {
        String fragment = unit.get("FragmentPath");
        return unit.names().stream().anyMatch(name -> UnitFileScan.concern(changes, name))
                || (!fragment.isEmpty() && !files.canSee(fragment));
    }

    /**
     * Checks the state of the files of units. A single command causes several of these signals; those that arrive
     * during a check are covered by one more check.
     */
    void checkFiles() {
        if (checkingFiles) {
            filesChangedAgain = true;
            return;
        }
        checkingFiles = true;
        Optional<Set<String>> changes = files.sinceLook();
        List<BusUnitState> concerned = units.all().stream()
                .filter(unit -> changes.isEmpty() || concern(changes.get(), unit))
                .toList();
        CompletableFuture<Void> all = AsyncBusClient.all(concerned.stream().map(reader::readFile));
        var unused = CompletableFuture.allOf(all, discover(globs)).whenComplete((done, failure) -> filesChecked());
    }

    private void filesChecked() {
        checkingFiles = false;
        if (filesChangedAgain) {
            filesChangedAgain = false;
            checkFiles();
        }
    }
}
