package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.PropertySelection;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reading of the properties of units over an open connection. For a service whose properties are known, only those
 * are asked for that change without a signal, and two that show whether the known ones are up to date: that costs the
 * manager a third of what all properties cost. Not thread-safe.
 */
final class UnitReading {

    /** The time of the last change of state, which is up to date even if the signal about the change is delayed. */
    private static final String STAMP = "StateChangeTimestampMonotonic";

    /** The number of names up to which the manager searches its list; it has to compare each unit with each name. */
    private static final int MOST_PATTERNS = 10;

    private static final List<String> OF_SERVICE = List.of("MemoryCurrent", "CPUUsageNSec", "TasksCurrent");

    /** What changes without a signal, in version 252 also the state of the freezer; the stamp; and the job. */
    private static final List<String> ASKED = Stream.concat(
                    Stream.of(STAMP, "Job", "NeedDaemonReload", "FreezerState"), OF_SERVICE.stream())
            .toList();

    private final OpenBus bus;
    private final List<String> properties;
    private final boolean mayUseKnown;
    private final Deadline deadline;

    /** @param properties the properties to return */
    UnitReading(OpenBus bus, List<String> properties, Deadline deadline) {
        this.bus = bus;
        this.properties = properties;
        this.mayUseKnown = StatusProperties.ALL.containsAll(properties);
        this.deadline = deadline;
    }

    /**
     * Reads units, and returns the properties of each.
     *
     * @throws io.github.servicehandler.internal.dbus.BusException if one of them cannot be read
     */
    List<UnitProperties> read(List<UnitName> units) {
        Map<UnitName, UnitProperties> results = readKnown(units);
        readAll(units.stream().filter(unit -> !results.containsKey(unit)).toList(), results);
        return units.stream()
                .map(unit -> Objects.requireNonNull(results.get(unit)))
                .toList();
    }

    /**
     * Reads those of some units that are loaded.
     *
     * @param units primary names
     * @throws io.github.servicehandler.internal.dbus.BusException if one of them cannot be read
     */
    Map<UnitName, UnitProperties> readLoaded(List<UnitName> units) {
        Map<UnitName, UnitProperties> results = readKnown(units);
        List<UnitName> others =
                units.stream().filter(unit -> !results.containsKey(unit)).toList();
        if (!others.isEmpty()) {
            Set<String> loaded = loaded(others);
            readAll(
                    others.stream()
                            .filter(unit -> loaded.contains(unit.toString()))
                            .toList(),
                    results);
        }
        return results;
    }

    private Set<String> loaded(List<UnitName> units) {
        List<String> patterns = units.size() > MOST_PATTERNS
                ? List.of()
                : units.stream().map(UnitName::toString).toList();
        Message reply = bus.connection().call(ManagerCallFactory.listUnits(patterns), deadline.remaining());
        return ListReply.rows(reply).map(ListReply::name).collect(Collectors.toSet());
    }

    private @Nullable Map<String, String> known(UnitName unit) {
        return bus.services().get(unit.busPath());
    }

    /** Reads those services whose properties are known, and have not changed. */
    private Map<UnitName, UnitProperties> readKnown(List<UnitName> all) {
        Map<UnitName, UnitProperties> results = new HashMap<>();
        List<UnitName> units =
                mayUseKnown ? all.stream().filter(unit -> known(unit) != null).toList() : List.of();
        List<Message> calls = units.stream().flatMap(UnitReading::calls).toList();
        List<Message> replies = bus.connection().callAll(calls, deadline.remaining());
        for (int i = 0; i < units.size(); i++) {
            UnitName unit = units.get(i);
            Map<String, String> asked = asked(replies.subList(i * ASKED.size(), (i + 1) * ASKED.size()));
            Map<String, String> known = known(unit);
            if (known != null && Objects.equals(known.get(STAMP), asked.get(STAMP))) {
                results.put(unit, PropertySelection.of(properties, name -> asked.getOrDefault(name, known.get(name))));
            }
        }
        return results;
    }

    private static Stream<Message> calls(UnitName unit) {
        String path = unit.busPath();
        return ASKED.stream()
                .map(name -> SystemdBusNames.get(
                        path, OF_SERVICE.contains(name) ? SystemdBusNames.SERVICE : SystemdBusNames.UNIT, name));
    }

    private static Map<String, String> asked(List<Message> replies) {
        Map<String, String> asked = new HashMap<>();
        for (int i = 0; i < ASKED.size(); i++) {
            asked.put(
                    ASKED.get(i), ShowFormatter.of(ASKED.get(i), replies.get(i).value(0, Variant.class)));
        }
        return asked;
    }

    /** Reads all properties of units. */
    private void readAll(List<UnitName> units, Map<UnitName, UnitProperties> results) {
        List<String> paths = units.stream().map(UnitName::busPath).toList();
        List<Message> replies = bus.connection()
                .callAll(
                        paths.stream().map(ManagerCallFactory::getAll).toList(),
                        (reply, i) -> bus.services().put(paths.get(i), SystemdBusNames.properties(reply, 0)),
                        deadline.remaining());
        for (int i = 0; i < units.size(); i++) {
            Map<String, Variant> values = SystemdBusNames.properties(replies.get(i), 0);
            results.put(units.get(i), ShowFormatter.select(properties, values));
        }
    }
}
