package io.github.servicehandler.testing;

/** Tells how a manager is doing as a whole. */
final class SystemState {

    private SystemState() {}

    static String of(Manager manager) {
        return failedUnits(manager) > 0 ? "degraded" : "running";
    }

    static long failedUnits(Manager manager) {
        return manager.units().stream()
                .filter(unit -> unit.activeState() == ActiveState.FAILED)
                .count();
    }
}
