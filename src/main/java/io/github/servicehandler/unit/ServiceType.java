package io.github.servicehandler.unit;

import java.util.Locale;

/** Says when systemd takes a service for started. See {@code Type=} in systemd.service(5). */
public enum ServiceType {
    /** As soon as its process has been forked, even if its program does not exist; systemd's default. */
    SIMPLE,
    /** When its program has been executed, so that a missing program makes the start fail. */
    EXEC,
    /** When the process has ended and left a child behind, as daemons of old do. */
    FORKING,
    /** When the process has ended: for jobs rather than daemons. */
    ONESHOT,
    /** When it has taken its name on the bus ({@code BusName=}). */
    DBUS,
    /** When it says so by sd_notify(3). */
    NOTIFY,
    /** As {@link #NOTIFY}, and it reloads on a signal; from systemd 253. */
    NOTIFY_RELOAD,
    /** As {@link #SIMPLE}, after all other jobs, but at most 5 seconds later. */
    IDLE;

    /**
     * Returns systemd's word for it.
     *
     * @return the word, such as {@code notify-reload}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
