package io.github.servicehandler.testing;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Forgets units that are stopped and that no other unit speaks of, as systemd does. */
final class Garbage {

    private final Manager manager;
    private final Set<Unit> candidates = new LinkedHashSet<>();

    Garbage(Manager manager) {
        this.manager = manager;
    }

    void mayBe(Unit unit) {
        candidates.add(unit);
    }

    void collect() {
        while (!candidates.isEmpty()) {
            List<Unit> now = List.copyOf(candidates);
            candidates.clear();
            for (Unit unit : now) {
                if (manager.loaded(unit.id) == unit && !isNeeded(unit, new HashSet<>())) {
                    forget(unit);
                }
            }
        }
    }

    private static boolean isNeeded(Unit unit, Set<Unit> seen) {
        if (!seen.add(unit)) {
            return false;
        }
        return unit.job != null
                || unit.perpetual()
                || (unit.activeState() != ActiveState.INACTIVE && !isCollectedFailure(unit))
                || unit.referrers().stream().anyMatch(other -> isNeeded(other, seen));
    }

    private static boolean isCollectedFailure(Unit unit) {
        return unit.activeState() == ActiveState.FAILED
                && unit.settings().last("Unit", "CollectMode", "inactive").equals("inactive-or-failed");
    }

    private void forget(Unit unit) {
        unit.unlink().forEach(this::mayBe);
        manager.remove(unit);
        if (unit.isTransient()) {
            manager.store().files().remove(unit.source().path());
        }
    }
}
