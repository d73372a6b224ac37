package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The units of one manager that are watched, and their watchers. Thread-safe. Calls no listener. */
final class WatchedUnits {

    private final Systemd systemd;
    private final Supplier<Instant> clock;
    private final Map<UnitName, WatchedUnit> units = new HashMap<>();
    private final Set<HubListener> watchers = new LinkedHashSet<>();

    WatchedUnits(Systemd systemd, Supplier<Instant> clock) {
        this.systemd = systemd;
        this.clock = clock;
    }

    /** Registers a watcher and returns the names of its units that have not been read yet. */
    synchronized List<UnitName> add(HubListener watcher) {
        watchers.add(watcher);
        List<UnitName> unread = new ArrayList<>();
        for (UnitName name : watcher.names()) {
            WatchedUnit unit = unit(name);
            // another watch's pattern may have found it, but its status may not even have been requested yet
            if (!unit.isKnown()) {
                unread.add(name);
            }
            unit.addByName(watcher);
        }
        units.forEach((name, unit) -> addByPattern(name, unit, watcher));
        return unread;
    }

    private WatchedUnit unit(UnitName name) {
        return units.computeIfAbsent(name, key -> new WatchedUnit(systemd.service(key.toString())));
    }

    private static void addByPattern(UnitName name, WatchedUnit unit, HubListener watcher) {
        if (matches(watcher, name.toString())) {
            unit.addByPattern(watcher);
        }
    }

    private static boolean matches(HubListener watcher, String name) {
        return UnitPattern.anyMatches(watcher.patterns(), name);
    }

    /** Removes a watcher, and the units that no other watcher watches. Returns the names of these units. */
    synchronized List<UnitName> remove(HubListener watcher) {
        watchers.remove(watcher);
        List<UnitName> unwatched = new ArrayList<>();
        units.forEach((name, unit) -> {
            unit.remove(watcher);
            if (!unit.isWatched()) {
                unwatched.add(name);
            }
        });
        unwatched.forEach(units::remove);
        return unwatched;
    }

    /** Returns those of the names that belong to watched units. */
    synchronized List<UnitName> watchedOf(List<UnitName> names) {
        return names.stream().filter(units::containsKey).toList();
    }

    /** Passes a status to the watchers of a unit. Returns whether the unit is still watched. */
    synchronized boolean observe(UnitName name, ServiceStatus status) {
        return update(name, unit -> unit.observe(status, clock.get()));
    }

    /** Passes the status of a unit that a job has left down to its watchers. Returns whether it is still watched. */
    synchronized boolean endJob(UnitName name, ServiceStatus status, boolean stop) {
        return update(name, unit -> unit.endJob(status, stop, clock.get()));
    }

    private boolean update(UnitName name, Consumer<WatchedUnit> change) {
        WatchedUnit unit = units.get(name);
        if (unit != null) {
            change.accept(unit);
        }
        boolean isWatched = unit != null && unit.isWatched();
        if (!isWatched) {
            units.remove(name);
        }
        return isWatched;
    }

    /** Returns whether a watcher has a pattern that matches the name. */
    synchronized boolean isWanted(UnitName name) {
        return !name.isTemplate() && watchers.stream().anyMatch(watcher -> matches(watcher, name.toString()));
    }

    /** Adds a unit for the watchers whose patterns match its name. */
    synchronized void add(UnitName name) {
        watchers.stream()
                .filter(watcher -> matches(watcher, name.toString()))
                .forEach(watcher -> unit(name).addByPattern(watcher));
    }

    /** Adds units for the watchers whose patterns match their names. Returns the names of those to read. */
    synchronized List<UnitName> addAll(Collection<String> names) {
        List<UnitName> unread = new ArrayList<>();
        for (String text : names) {
            if (watchers.stream().anyMatch(watcher -> matches(watcher, text))) {
                addNew(UnitName.of(text), unread);
            }
        }
        return unread;
    }

    private void addNew(UnitName name, List<UnitName> unread) {
        if (name.isTemplate()) {
            return;
        }
        WatchedUnit unit = units.get(name);
        if (unit == null || unit.isOutdated()) {
            unread.add(name);
        }
        add(name);
    }

    /** Records that changes of all units may be missed until they have been read again. */
    synchronized void expire() {
        units.values().forEach(WatchedUnit::expire);
    }

    synchronized List<UnitName> names() {
        return List.copyOf(units.keySet());
    }

    /** Returns the patterns of all watchers, as the manager expects them. */
    synchronized Set<String> globs() {
        Set<String> globs = new LinkedHashSet<>();
        watchers.forEach(watcher -> watcher.patterns().forEach(pattern -> globs.add(pattern.glob())));
        return globs;
    }

    /** Passes an event to all watchers. */
    synchronized void receive(UnitEvent event) {
        watchers.forEach(watcher -> watcher.receive(event));
    }

    synchronized List<HubListener> watchers() {
        return List.copyOf(watchers);
    }
}
