package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds the units that a source follows, by name and by the path of their object on the bus. Thread-safe. */
final class UnitTable {

    private final Map<UnitName, BusUnit> byName = new ConcurrentHashMap<>();
    private final Map<String, List<BusUnit>> byPath = new ConcurrentHashMap<>();

    /** Adds a unit, or returns the one of that name that is there. */
    BusUnit add(UnitName name) {
        BusUnit unit = byName.computeIfAbsent(name, BusUnit::new);
        addPath(unit, name);
        return unit;
    }

    /** Lets a unit be found under its own name too, once it is known. */
    void addId(BusUnit unit) {
        addPath(unit, UnitName.of(unit.id()));
    }

    private void addPath(BusUnit unit, UnitName name) {
        List<BusUnit> there = byPath.computeIfAbsent(name.busPath(), key -> new CopyOnWriteArrayList<>());
        if (!there.contains(unit)) {
            there.add(unit);
        }
    }

    void remove(UnitName name) {
        BusUnit unit = byName.remove(name);
        byPath.values().removeIf(units -> units.remove(unit) && units.isEmpty());
    }

    /** Returns the units with this object: more than one if aliases are followed. */
    List<BusUnit> at(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    List<BusUnit> all() {
        return List.copyOf(byName.values());
    }
}
