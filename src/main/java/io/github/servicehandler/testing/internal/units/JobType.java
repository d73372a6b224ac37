package io.github.servicehandler.testing.internal.units;

import java.util.Locale;

/** The type of a job. */
public enum JobType {
    START,
    STOP,
    RESTART,
    TRY_RESTART,
    RELOAD,
    RELOAD_OR_START,
    TRY_RELOAD,
    /** Checks that the unit is active, and makes the jobs of the units with {@code Requisite=} fail if it is not. */
    VERIFY_ACTIVE,
    NOP;

    /** Returns the basic type to which this type reduces in the unit's current state. */
    public JobType collapsed(Unit unit) {
        ActiveState state = unit.activeState();
        return switch (this) {
            case TRY_RESTART -> state.isUp() || isRestartedWhileActivating(unit) ? RESTART : NOP;
            case TRY_RELOAD -> state.isUp() ? RELOAD : NOP;
            case RELOAD_OR_START -> state.isUp() ? RELOAD : START;
            default -> this;
        };
    }

    /** Returns the type that covers both types, or {@code null} if they contradict each other. */
    public static @org.jspecify.annotations.Nullable JobType merged(JobType a, JobType b) {
        if (a == b || b == NOP) {
            return a;
        }
        if (a == NOP || (a == VERIFY_ACTIVE && b != STOP)) {
            return b;
        }
        if (b == VERIFY_ACTIVE && a != STOP) {
            return a;
        }
        if (a == STOP || b == STOP) {
            return null;
        }
        return a == RESTART || b == RESTART ? RESTART : RELOAD_OR_START;
    }

    private static boolean isRestartedWhileActivating(Unit unit) {
        return unit.activeState() == ActiveState.ACTIVATING
                && unit.context.quirks().restartsActivatingUnits();
    }

    /** Returns whether the unit is already in the state that a job of this type would bring about. */
    public boolean isRedundant(Unit unit) {
        ActiveState state = unit.activeState();
        return switch (this) {
            case RESTART ->
                state == ActiveState.ACTIVATING && !unit.context.quirks().restartsActivatingUnits();
            case RELOAD ->
                state == ActiveState.RELOADING && !unit.context.quirks().restartsActivatingUnits();
            case START, VERIFY_ACTIVE -> state.isUp();
            case STOP -> state.isDown();
            case NOP -> true;
            default -> false;
        };
    }

    public boolean stops() {
        return this == STOP || this == RESTART;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
