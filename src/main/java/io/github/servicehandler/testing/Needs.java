package io.github.servicehandler.testing;

import java.util.List;

/** Stops units that nobody needs any more, and starts those that somebody upholds. */
final class Needs {

    private static final List<Dependency> NEEDED = List.of(
            Dependency.REQUIRES, Dependency.REQUISITE, Dependency.WANTS, Dependency.BINDS_TO, Dependency.UPHOLDS);

    private final Manager manager;

    Needs(Manager manager) {
        this.manager = manager;
    }

    /** Looks at what hangs on a unit that went down. */
    void wentDown(Unit unit) {
        for (Dependency kind : NEEDED) {
            List.copyOf(unit.dependencies(kind)).forEach(this::stopIfUnneeded);
        }
        boolean upheld = unit.dependencies(Dependency.UPHELD_BY).stream()
                .anyMatch(other -> other.activeState().isUp());
        if (upheld && unit.job == null) {
            manager.jobs().enqueueQuietly(unit, JobType.START);
        }
    }

    private void stopIfUnneeded(Unit unit) {
        boolean stopsThen = unit.settings().flag("Unit", "StopWhenUnneeded", false);
        if (stopsThen && unit.activeState().isUp() && unit.job == null && !isNeeded(unit)) {
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
