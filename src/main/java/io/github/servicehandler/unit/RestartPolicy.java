package io.github.servicehandler.unit;

import java.util.Locale;

/**
 * The condition under which systemd restarts a service whose process has ended. See {@code Restart=} in
 * systemd.service(5).
 */
public enum RestartPolicy {
    /** Never; systemd's default. */
    NO,
    /**
     * After a clean end: exit code 0, one of the signals HUP, INT, TERM and PIPE, or what {@code SuccessExitStatus=}
     * adds to these. Systemd refuses this for {@link ServiceType#ONESHOT}.
     */
    ON_SUCCESS,
    /**
     * After an unclean exit code, a signal other than those of a clean end, a timeout or a missed watchdog deadline.
     */
    ON_FAILURE,
    /** Like {@link #ON_FAILURE}, but not after an unclean exit code. */
    ON_ABNORMAL,
    /** Only after a missed watchdog deadline. */
    ON_WATCHDOG,
    /** Only after a signal other than those of a clean end. */
    ON_ABORT,
    /**
     * After any end, unless the service was stopped on request. Systemd refuses this for {@link ServiceType#ONESHOT}.
     */
    ALWAYS;

    /**
     * Returns systemd's word for this value.
     *
     * @return the word, such as {@code on-failure}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
