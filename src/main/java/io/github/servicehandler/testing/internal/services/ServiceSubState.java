package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.units.ActiveState;
import java.util.Locale;

/** The sub state of a service. */
enum ServiceSubState {
    DEAD(ActiveState.INACTIVE),
    CONDITION(ActiveState.ACTIVATING),
    START_PRE(ActiveState.ACTIVATING),
    START(ActiveState.ACTIVATING),
    START_POST(ActiveState.ACTIVATING),
    RUNNING(ActiveState.ACTIVE),
    EXITED(ActiveState.ACTIVE),
    RELOAD(ActiveState.RELOADING),
    RELOAD_SIGNAL(ActiveState.RELOADING),
    RELOAD_POST(ActiveState.RELOADING),
    STOP(ActiveState.DEACTIVATING),
    STOP_SIGTERM(ActiveState.DEACTIVATING),
    STOP_SIGKILL(ActiveState.DEACTIVATING),
    STOP_POST(ActiveState.DEACTIVATING),
    FINAL_SIGTERM(ActiveState.DEACTIVATING),
    FINAL_SIGKILL(ActiveState.DEACTIVATING),
    DEAD_BEFORE_AUTO_RESTART(ActiveState.INACTIVE),
    FAILED(ActiveState.FAILED),
    FAILED_BEFORE_AUTO_RESTART(ActiveState.FAILED),
    AUTO_RESTART(ActiveState.ACTIVATING),
    AUTO_RESTART_QUEUED(ActiveState.ACTIVATING);

    final ActiveState activeState;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ServiceSubState(ActiveState activeState) {
        this.activeState = activeState;
    }

    String word() {
        return word;
    }

    /** Returns whether the service is waiting for its automatic restart. */
    boolean isWaitingForRestart() {
        return this == AUTO_RESTART || this == AUTO_RESTART_QUEUED;
    }

    /** Returns whether the service runs commands whose failure does not make the service itself fail. */
    boolean toleratesFailure() {
        return this == CONDITION || this == RELOAD || this == RELOAD_POST;
    }

    /** Returns whether the service is starting, so that the start timeout applies. */
    boolean isStarting() {
        return this == CONDITION || this == START_PRE || this == START || this == START_POST;
    }
}
