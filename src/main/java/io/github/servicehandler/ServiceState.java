package io.github.servicehandler;

/**
 * The state of a unit in one word.
 *
 * <p>It is derived from three words of systemd: {@code LoadState}, {@code ActiveState} and {@code SubState}. See
 * systemctl(1) and {@code systemctl --state=help} for those.
 */
public enum ServiceState {
    /** The unit is up. A service has a running process; another unit, such as a socket or timer, is in operation. */
    RUNNING,
    /**
     * The unit has done its work and still counts as active. An example is a oneshot service with
     * {@code RemainAfterExit=yes} that succeeded.
     */
    COMPLETED,
    /** The unit is being started. */
    STARTING,
    /** The unit is up and reloads its configuration. */
    RELOADING,
    /** The unit is being stopped. */
    STOPPING,
    /**
     * The unit has ended, and systemd will start it again after {@code RestartSec=}. If that start then has to wait for
     * another unit, systemd older than 254 shows the unit as inactive. A status that is read in this moment has the
     * state {@link #STOPPED}, but {@link ServiceStatus#hasJob()} is {@code true}. A watch and the listeners of a
     * handler do not report this {@link #STOPPED}.
     */
    RESTARTING,
    /** The unit is down, without an error. */
    STOPPED,
    /** The unit is down because of an error: it failed, or its unit file cannot be used. */
    ERROR,
    /** The unit does not exist: there is no unit file with this name. */
    NOT_FOUND,
    /** The unit is down and cannot be started because it is masked. */
    MASKED,
    /** The unit is in a state that this library does not know; the {@link ServiceStatus} contains systemd's words. */
    UNKNOWN;

    /**
     * Returns whether systemd counts the unit as active: {@link #RUNNING}, {@link #COMPLETED} or {@link #RELOADING}.
     *
     * @return whether the unit is up
     */
    public boolean isActive() {
        return this == RUNNING || this == COMPLETED || this == RELOADING;
    }

    /**
     * Returns whether the unit is down and stays down unless it is started: {@link #STOPPED}, {@link #ERROR},
     * {@link #NOT_FOUND} or {@link #MASKED}.
     *
     * @return whether the unit is down
     */
    public boolean isDown() {
        return this == STOPPED || this == ERROR || this == NOT_FOUND || this == MASKED;
    }

    /**
     * Returns whether the unit is on its way up or down, so that it will leave this state without a further request:
     * {@link #STARTING}, {@link #STOPPING} or {@link #RESTARTING}. A unit that is {@link #RELOADING} stays up, so it
     * does not count.
     *
     * @return whether the state is transient
     */
    public boolean isTransient() {
        return this == STARTING || this == STOPPING || this == RESTARTING;
    }
}
