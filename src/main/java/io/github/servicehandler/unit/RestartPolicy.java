package io.github.servicehandler.unit;

import java.util.Locale;

/** Says when systemd starts a service again whose process has ended. See {@code Restart=} in systemd.service(5). */
public enum RestartPolicy {
    /** Never; systemd's default. */
    NO,
    /** After it ended well: exit code 0, or one of the signals HUP, INT, TERM and PIPE. */
    ON_SUCCESS,
    /** After a bad exit code, a signal other than those of a clean end, a timeout or a missed watchdog deadline. */
    ON_FAILURE,
    /** As {@link #ON_FAILURE}, but not after a bad exit code. */
    ON_ABNORMAL,
    /** After a missed watchdog deadline only. */
    ON_WATCHDOG,
    /** After a signal other than those of a clean end only. */
    ON_ABORT,
    /** However it ended, unless somebody stopped it. */
    ALWAYS;

    /**
     * Returns systemd's word for it.
     *
     * @return the word, such as {@code on-failure}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
