package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.ActiveState;

/** Tells how a manager is doing as a whole. */
public final class SystemState {

    private SystemState() {}

    public static String of(Manager manager) {
        return failedUnits(manager) > 0 ? "degraded" : "running";
    }

    public static long failedUnits(Manager manager) {
        return manager.units().stream()
                .filter(unit -> unit.activeState() == ActiveState.FAILED)
                .count();
    }
}
