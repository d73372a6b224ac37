package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitListOrder;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The units in a manager's memory, by all their names. */
final class UnitRegistry {

    private final UnitContext context;
    private final ManagerListener signals;
    private final UnitLoader loader;
    private final UnitGarbageCollector garbage;
    private final Map<String, Unit> units = new TreeMap<>(UnitListOrder.BY_TYPE);
    private final Map<String, Unit> unitsByAlias = new HashMap<>();

    UnitRegistry(UnitContext context, ManagerListener signals) {
        this.context = context;
        this.signals = signals;
        this.loader = new UnitLoader(context, this);
        this.garbage = new UnitGarbageCollector(this);
    }

    /** Returns the units in the order in which systemctl lists them. */
    Collection<Unit> all() {
        return Collections.unmodifiableCollection(units.values());
    }

    /** Returns a unit by any of its names, or {@code null} if it is not in memory. */
    @Nullable
    Unit loaded(String name) {
        Unit unit = units.get(name);
        return unit == null ? unitsByAlias.get(name) : unit;
    }

    /**
     * Returns a unit from memory or loads it from its files; without files, the unit is in the state {@code not-found}.
     *
     * @throws BusError if the name is too long or is the name of a template
     */
    Unit load(String name) throws BusError {
        if (name.length() > UnitNameMangler.MAX_LENGTH) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is not valid.");
        }
        if (UnitNameMangler.isTemplate(name)) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is missing the instance name.");
        }
        Unit unit = loaded(name);
        if (unit == null) {
            return loader.load(name);
        }
        if (unit.loadState() == LoadState.NOT_FOUND) {
            loader.retryMissing(unit);
        }
        return unit;
    }

    void add(Unit unit) {
        units.put(unit.id, unit);
        indexAliases(unit);
        signals.changed(unit);
        garbage.addCandidate(unit);
    }

    /** Removes a unit, and its file if the unit is transient. */
    void remove(Unit unit) {
        signals.removed(unit);
        units.remove(unit.id);
        unitsByAlias.values().removeIf(other -> other == unit);
        if (unit.isTransient()) {
            context.unitFiles().files().remove(unit.source().path());
        }
    }

    private void indexAliases(Unit unit) {
        unit.names().stream().filter(name -> !name.equals(unit.id)).forEach(name -> unitsByAlias.put(name, unit));
    }

    /** Reads the files of all units again. */
    void reloadAll() {
        context.unitFiles().forgetChangedLinks();
        unitsByAlias.clear();
        for (Unit unit : List.copyOf(units.values())) {
            loader.reload(unit);
            unit.resumeAfterReload();
            indexAliases(unit);
            garbage.addCandidate(unit);
        }
        loader.orderTargets();
    }

    /** Reads the files of one unit again. */
    void reload(Unit unit) {
        loader.reload(unit);
        loader.orderTargets();
        indexAliases(unit);
    }

    /** Applies a new drop-in to a unit. The other files are not read again. */
    void apply(Unit unit, String dropIn) {
        loader.apply(unit, dropIn);
    }

    UnitGarbageCollector garbage() {
        return garbage;
    }
}
