package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The garbage collector for units: like systemd, it unloads inactive units to which no other unit refers. */
final class UnitGarbageCollector {

    private static final List<DependencyType> TRIGGERED_AT_END =
            List.of(DependencyType.ON_SUCCESS, DependencyType.ON_FAILURE);

    private final UnitRegistry units;
    private final Set<Unit> candidates = new LinkedHashSet<>();

    UnitGarbageCollector(UnitRegistry units) {
        this.units = units;
    }

    /** Adds a unit that may have become unneeded. Ignores a unit that is not idle; it has to be added again later. */
    void addCandidate(Unit unit) {
        if (isIdle(unit)) {
            candidates.add(unit);
        }
    }

    boolean hasCandidates() {
        return !candidates.isEmpty();
    }

    void collect() {
        while (!candidates.isEmpty()) {
            List<Unit> now = List.copyOf(candidates);
            candidates.clear();
            for (Unit unit : now) {
                Set<Unit> seen = new LinkedHashSet<>();
                if (units.loaded(unit.id) == unit && !isNeeded(unit, seen)) {
                    // the units that refer to it are unneeded too
                    seen.forEach(this::unload);
                }
            }
        }
    }

    private static boolean isNeeded(Unit unit, Set<Unit> seen) {
        if (!seen.add(unit)) {
            return false;
        }
        return !isIdle(unit) || unit.referrers().stream().anyMatch(other -> isNeeded(other, seen));
    }

    /** Returns whether a unit has nothing to do that would keep it in memory, apart from references by other units. */
    private static boolean isIdle(Unit unit) {
        return unit.job == null
                && !unit.staysLoaded()
                && !(unit.context.quirks().keepsMarkedUnits() && unit.markers().any())
                && (unit.activeState() == ActiveState.INACTIVE || isCollectedFailure(unit))
                && TRIGGERED_AT_END.stream()
                        .flatMap(kind -> unit.dependencies(kind).stream())
                        .allMatch(other -> other.job == null);
    }

    private static boolean isCollectedFailure(Unit unit) {
        return unit.activeState() == ActiveState.FAILED
                && unit.settings().last("Unit", "CollectMode", "inactive").equals("inactive-or-failed");
    }

    private void unload(Unit unit) {
        unit.removeOwnDependencies().forEach(this::addCandidate);
        units.remove(unit);
    }
}
