package io.github.servicehandler;

import java.util.Locale;

/** The overall state of a manager, as {@code systemctl is-system-running} prints it. */
public enum ManagerState {
    /** The machine is booting, and basic.target is not reached yet. */
    INITIALIZING,
    /** The manager has jobs to finish before the start is complete. */
    STARTING,
    /** The start is complete, and no unit has failed. */
    RUNNING,
    /** The start is complete, but a unit has failed. */
    DEGRADED,
    /** The rescue or emergency target is active. */
    MAINTENANCE,
    /** The manager is shutting down. */
    STOPPING,
    /** The manager reported another word. */
    UNKNOWN;

    /** Returns the state for systemd's word. */
    static ManagerState of(String word) {
        for (ManagerState state : values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
