package io.github.servicehandler.watch;

import io.github.servicehandler.unit.UnitName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The units that a source follows, by name and by the path of their bus object. Thread-safe. */
final class UnitIndex {

    private final Map<UnitName, BusUnitState> byName = new ConcurrentHashMap<>();
    private final Map<String, List<BusUnitState>> byPath = new ConcurrentHashMap<>();
    private final Map<UnitName, UnitName> ids = new HashMap<>();

    /** Adds a unit, or returns the present one of that name. */
    synchronized BusUnitState add(UnitName name) {
        BusUnitState unit = byName.computeIfAbsent(name, BusUnitState::new);
        addPath(unit, name);
        return unit;
    }

    /** Adds a unit, unless one of that name is present; returns whether it was added. */
    synchronized boolean add(BusUnitState unit) {
        boolean added = byName.putIfAbsent(unit.name(), unit) == null;
        if (added) {
            addPath(unit, unit.name());
        }
        return added;
    }

    boolean contains(UnitName name) {
        return byName.containsKey(name);
    }

    /** Returns whether the unit's name that a path stands for is in the index; a unit may be there by an alias only. */
    boolean containsNameOf(String path) {
        return at(path).stream().anyMatch(unit -> unit.isAt(path));
    }

    /**
     * Makes a unit available under its primary name, too, once that is known, and no longer under an earlier primary
     * name. Ignores a unit that has been removed while it was being read.
     */
    synchronized void addId(BusUnitState unit) {
        if (byName.get(unit.name()) != unit) {
            return;
        }
        UnitName id = UnitName.of(unit.id());
        UnitName before = ids.put(unit.name(), id);
        if (before != null && !before.equals(id) && !before.equals(unit.name())) {
            removePath(unit, before);
        }
        addPath(unit, id);
    }

    private void addPath(BusUnitState unit, UnitName name) {
        List<BusUnitState> units = byPath.computeIfAbsent(name.busPath(), key -> new CopyOnWriteArrayList<>());
        if (!units.contains(unit)) {
            units.add(unit);
        }
    }

    private void removePath(BusUnitState unit, UnitName name) {
        byPath.computeIfPresent(name.busPath(), (path, units) -> {
            units.remove(unit);
            return units.isEmpty() ? null : units;
        });
    }

    synchronized void remove(UnitName name) {
        BusUnitState unit = byName.remove(name);
        if (unit != null) {
            removePath(unit, name);
            removePath(unit, Objects.requireNonNullElse(ids.remove(name), name));
        }
    }

    /** Returns the units at a path: more than one if aliases are followed. */
    List<BusUnitState> at(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    List<BusUnitState> all() {
        return List.copyOf(byName.values());
    }
}
