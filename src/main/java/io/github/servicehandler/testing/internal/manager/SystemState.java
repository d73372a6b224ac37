package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.units.ActiveState;

/** The overall state of a manager, as {@code systemctl is-system-running} shows it. */
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
