package io.github.servicehandler;

/**
 * Says in one word how a unit is doing.
 *
 * <p>It is decided from three words of systemd's own, {@code LoadState}, {@code ActiveState} and {@code SubState}; see
 * systemctl(1) and {@code systemctl --state=help} for those.
 */
public enum ServiceState {
    /** Is up: active, with a process running (for a socket, timer or mount: doing its work). */
    RUNNING,
    /** Has done its work and counts as active: a oneshot service with {@code RemainAfterExit=yes} that succeeded. */
    COMPLETED,
    /** Is on its way up. */
    STARTING,
    /** Is up and reloading its configuration. */
    RELOADING,
    /** Is on its way down. */
    STOPPING,
    /** Has ended and waits to be started again by systemd, after {@code RestartSec}. */
    RESTARTING,
    /** Is down, and nothing is wrong. */
    STOPPED,
    /** Is down because something went wrong: failed, or its unit file cannot be used. */
    ERROR,
    /** Does not exist: no unit file of this name. */
    NOT_FOUND,
    /** Is down and cannot be started because it is masked. */
    MASKED,
    /** Is in a state that this library does not know; the words are in the {@link ServiceStatus}. */
    UNKNOWN;

    /**
     * Tells whether systemd counts the unit as active: {@link #RUNNING}, {@link #COMPLETED} or {@link #RELOADING}.
     *
     * @return whether the unit is up
     */
    public boolean isActive() {
        return this == RUNNING || this == COMPLETED || this == RELOADING;
    }

    /**
     * Tells whether the unit is down and stays so by itself: {@link #STOPPED}, {@link #ERROR}, {@link #NOT_FOUND} or
     * {@link #MASKED}.
     *
     * @return whether the unit is down
     */
    public boolean isDown() {
        return this == STOPPED || this == ERROR || this == NOT_FOUND || this == MASKED;
    }

    /**
     * Tells whether the unit is between two states and will leave by itself: {@link #STARTING}, {@link #STOPPING} or
     * {@link #RESTARTING}.
     *
     * @return whether the unit is on its way
     */
    public boolean isTransient() {
        return this == STARTING || this == STOPPING || this == RESTARTING;
    }
}
