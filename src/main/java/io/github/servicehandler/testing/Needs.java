package io.github.servicehandler.testing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Stops units that nobody needs any more, and starts those that somebody upholds. */
final class Needs {

    private static final List<Dependency> NEEDED = List.of(
            Dependency.REQUIRES, Dependency.REQUISITE, Dependency.WANTS, Dependency.BINDS_TO, Dependency.UPHOLDS);

    private final Manager manager;
    private final Set<Unit> candidates = new LinkedHashSet<>();

    Needs(Manager manager) {
        this.manager = manager;
    }

    /** Looks at what a unit needed that went down, or whose job is done. */
    void mayNeedNoMore(Unit unit) {
        mayBeUnneeded(unit);
        for (Dependency kind : NEEDED) {
            unit.dependencies(kind).forEach(this::mayBeUnneeded);
        }
    }

    /** Looks at what hangs on a unit that went down. */
    void wentDown(Unit unit) {
        mayNeedNoMore(unit);
        boolean upheld = unit.dependencies(Dependency.UPHELD_BY).stream()
                .anyMatch(other -> other.activeState().isUp());
        if (upheld && unit.job == null) {
            manager.jobs().enqueueQuietly(unit, JobType.START);
        }
    }

    /** Notes a unit whose state, or whose needers' state, has changed. */
    void mayBeUnneeded(Unit unit) {
        if (unit.settings().flag("Unit", "StopWhenUnneeded", false)) {
            candidates.add(unit);
        }
    }

    /** Stops those that nobody needs, when all that is to happen at once has happened. */
    void stopUnneeded() {
        List<Unit> now = List.copyOf(candidates);
        candidates.clear();
        now.forEach(this::stopIfUnneeded);
    }

    private void stopIfUnneeded(Unit unit) {
        if (unit.activeState().isUp() && unit.job == null && !isNeeded(unit)) {
            manager.journal().log(unit, 6, "", unit.id + ": Unit not needed anymore. Stopping.");
            manager.jobs().enqueueQuietly(unit, JobType.STOP);
        }
    }

    private static boolean isNeeded(Unit unit) {
        return NEEDED.stream()
                .flatMap(kind -> unit.dependencies(kind.inverse()).stream())
                .anyMatch(other -> other.job != null || !other.activeState().isDown());
    }
}
