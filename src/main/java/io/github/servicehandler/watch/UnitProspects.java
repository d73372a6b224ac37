package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemdbus.AsyncBusClient;
import io.github.servicehandler.internal.systemdbus.ListReply;
import io.github.servicehandler.internal.systemdbus.ManagerCallFactory;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The units that the manager has loaded, that a watch has a pattern for, and that may not exist: the manager also loads
 * a unit because another one names it or because a client asks about it. Used by the thread that reads the bus.
 *
 * <p>To ask about the properties of a unit that is not loaded makes the manager load and unload it, which it signals.
 * So a unit is read here only while it is up or has a job, which keeps it loaded. The state of any other is taken from
 * the manager's list and from its file, which loads nothing. Otherwise each reading could cause the next one.
 */
final class UnitProspects {

    /** The number of names up to which the manager searches its list; it has to compare each unit with each name. */
    private static final int MAX_NAMES = 100;

    private static final class Prospect {
        private final BusUnitState unit;
        private @Nullable ServiceStatus up;
        private boolean hasRun;
        private boolean isBeingRead;

        Prospect(UnitName name) {
            unit = new BusUnitState(name);
            unit.assumeLoaded();
        }
    }

    private final AsyncBusClient client;
    private final UnitIndex units;
    private final SourceListener listener;
    private final UnsettledUnits unsettled;
    private final Function<BusUnitState, CompletableFuture<Void>> reader;
    private final Map<String, Prospect> byPath = new HashMap<>();
    private final Set<String> unasked = new LinkedHashSet<>();
    private boolean isAsking;
    private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);

    /**
     * Creates an empty collection.
     *
     * @param unsettled receives the statuses that follow the first one of a unit
     * @param reader reads a unit in full and then passes it to {@link #take}
     */
    UnitProspects(
            AsyncBusClient client,
            UnitIndex units,
            SourceListener listener,
            UnsettledUnits unsettled,
            Function<BusUnitState, CompletableFuture<Void>> reader) {
        this.client = client;
        this.units = units;
        this.listener = listener;
        this.unsettled = unsettled;
        this.reader = reader;
    }

    /**
     * Finds out whether a unit that the manager has loaded exists.
     *
     * @return a future that completes when that is known
     */
    CompletableFuture<Void> recordLoaded(String name, String path) {
        // the answer to a question under way is newer than this signal
        if (!byPath.containsKey(path) && add(name, path) != null) {
            unasked.add(name);
            askNext();
        }
        return asking.thenCompose(done -> asking);
    }

    /** Asks about the names that have been collected while another question was under way. */
    private void askNext() {
        if (isAsking || unasked.isEmpty()) {
            return;
        }
        isAsking = true;
        asking = ask();
        var unused = asking.thenRun(() -> {
            isAsking = false;
            askNext();
        });
    }

    private @Nullable Prospect add(String text, String path) {
        UnitName name = UnitName.of(text);
        if (units.contains(name) || !listener.isWanted(name)) {
            return null;
        }
        Prospect prospect = new Prospect(name);
        byPath.put(path, prospect);
        return prospect;
    }

    private CompletableFuture<Void> ask() {
        Set<String> names = Set.copyOf(unasked);
        unasked.clear();
        List<CompletableFuture<Void>> next = new ArrayList<>();
        Collection<String> patterns = names.size() > MAX_NAMES ? List.of() : names;
        return client.call(
                        ManagerCallFactory.listUnits(patterns),
                        reply -> judge(names, ListedRow.of(reply), next),
                        () -> names.forEach(name -> byPath.remove(SystemdBusNames.unitPath(name))))
                .thenCompose(done -> AsyncBusClient.all(next.stream()));
    }

    private void judge(Set<String> names, List<ListedRow> rows, List<CompletableFuture<Void>> next) {
        Map<String, ListedRow> byName = rows.stream()
                .filter(row -> names.contains(row.name()))
                .collect(Collectors.toMap(ListedRow::name, row -> row, (a, b) -> a));
        for (String name : names) {
            String path = SystemdBusNames.unitPath(name);
            Prospect prospect = byPath.get(path);
            if (prospect != null && !prospect.isBeingRead) {
                next.add(judge(path, prospect, byName.get(name)));
            }
        }
    }

    private CompletableFuture<Void> judge(String path, Prospect prospect, @Nullable ListedRow row) {
        if (row == null) {
            prospect.unit.recordUnloaded();
            return readFile(path, prospect, false);
        }
        row.copyTo(prospect.unit);
        if (row.mayBeRead()) {
            return read(prospect);
        }
        if (!row.exists()) {
            byPath.remove(path);
            return CompletableFuture.completedFuture(null);
        }
        prospect.unit.recordLoaded();
        return readFile(path, prospect, true);
    }

    private CompletableFuture<Void> readFile(String path, Prospect prospect, boolean exists) {
        return client.call(
                ManagerCallFactory.getUnitFileState(prospect.unit.id()),
                reply -> recordFile(path, prospect, reply.value(0, String.class)),
                () -> {
                    if (exists) {
                        recordFile(path, prospect, "");
                    } else {
                        byPath.remove(path, prospect);
                    }
                });
    }

    private void recordFile(String path, Prospect prospect, String state) {
        if (byPath.get(path) == prospect && !prospect.isBeingRead) {
            prospect.unit.setFileState(state);
            introduce(prospect, prospect.unit.status());
        }
    }

    private CompletableFuture<Void> read(Prospect prospect) {
        prospect.up = prospect.unit.status();
        if (prospect.isBeingRead) {
            return CompletableFuture.completedFuture(null);
        }
        prospect.isBeingRead = true;
        return reader.apply(prospect.unit);
    }

    /** Takes a unit that has been read; returns {@code false} if it is none of these. */
    boolean take(BusUnitState unit) {
        Prospect prospect = byPath.get(unit.name().busPath());
        if (prospect == null || prospect.unit != unit) {
            return false;
        }
        ServiceStatus now = unit.status();
        ServiceStatus up = prospect.up;
        if (up != null && now.state() == ServiceState.NOT_FOUND) {
            // it is gone already, and the reading has loaded it again
            introduce(prospect, up);
            unsettled.read(unit, now);
        } else {
            introduce(prospect, now);
        }
        return true;
    }

    /** Reports a unit that is now known to exist, and follows it from now on. */
    private void introduce(Prospect prospect, ServiceStatus status) {
        UnitName name = prospect.unit.name();
        byPath.remove(name.busPath());
        if (units.add(prospect.unit)) {
            listener.appeared(name, status);
        }
    }

    /** Records that a unit has a job, which only a unit that exists can have. */
    void recordJob(String name) {
        Prospect prospect = byPath.get(SystemdBusNames.unitPath(name));
        if (prospect != null) {
            prospect.hasRun = true;
        }
    }

    /**
     * Stores the changed properties of a unit.
     *
     * @return a future that completes when a reading that this causes is complete
     */
    CompletableFuture<Void> change(String path, String interfaceName, Map<String, Variant> changed) {
        boolean isWhole = interfaceName.equals(SystemdBusNames.UNIT);
        boolean isUp = isWhole && BusUnitState.isUp(changed);
        Prospect prospect = byPath.get(path);
        if (prospect == null && isUp && !units.containsNameOf(path)) {
            // a unit that others name is loaded already when it comes into being
            prospect = add(SystemdBusNames.unitName(path), path);
        }
        if (prospect == null) {
            return CompletableFuture.completedFuture(null);
        }
        prospect.unit.set(changed);
        if (isUp) {
            return read(prospect);
        }
        ServiceStatus up = prospect.up;
        if (isWhole && up != null) {
            introduce(prospect, up);
            unsettled.signalled(prospect.unit, prospect.unit.status());
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Records that a unit is not loaded any more. If it has been up or has had a job, it is reported first. */
    void recordUnloaded(String path) {
        Prospect prospect = byPath.get(path);
        if (prospect != null && (prospect.up != null || prospect.hasRun)) {
            introduce(prospect, prospect.up == null ? prospect.unit.status() : prospect.up);
        }
    }

    /** Forgets the units that may not exist: all that do are listed again after a reload. */
    void forgetUncertain() {
        byPath.values().removeIf(prospect -> !prospect.isBeingRead);
    }

    /** A row of the manager's list of loaded units. */
    record ListedRow(String name, String description, String load, String active, String sub, long job) {

        static List<ListedRow> of(Message reply) {
            return ListReply.rows(reply).map(ListedRow::of).toList();
        }

        private static ListedRow of(List<?> row) {
            return new ListedRow(
                    row.get(0).toString(),
                    row.get(1).toString(),
                    row.get(2).toString(),
                    row.get(3).toString(),
                    row.get(4).toString(),
                    ((Number) row.get(7)).longValue());
        }

        /** Returns whether reading the unit would not make the manager load it. */
        boolean mayBeRead() {
            return !active.equals("inactive") || job != 0;
        }

        /** Returns whether the unit is more than a name that others mention. */
        boolean exists() {
            return mayBeRead() || !load.equals("not-found");
        }

        boolean agreesWith(BusUnitState unit) {
            return unit.get("Description").equals(description)
                    && unit.get("LoadState").equals(load)
                    && unit.get("ActiveState").equals(active)
                    && unit.get("SubState").equals(sub);
        }

        private void copyTo(BusUnitState unit) {
            unit.set("Description", description);
            unit.set("LoadState", load);
            unit.set("ActiveState", active);
            unit.set("SubState", sub);
        }
    }
}
