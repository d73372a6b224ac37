package io.github.servicehandler.unit;

import java.util.Locale;

/** The moments at which systemd considers a service started. See {@code Type=} in systemd.service(5). */
public enum ServiceType {
    /** As soon as its process has been forked, even if its program does not exist; systemd's default. */
    SIMPLE,
    /** As soon as its process executes the program, so that a missing program makes the start fail. */
    EXEC,
    /** When the process has ended and left a child behind, as traditional daemons do. */
    FORKING,
    /** When the process has ended. For jobs rather than daemons. */
    ONESHOT,
    /** When the service has taken its name on the bus ({@code BusName=}). */
    DBUS,
    /** When the service reports by sd_notify(3) that it is ready. */
    NOTIFY,
    /** Like {@link #NOTIFY}, for a service that reloads on a signal. Requires systemd 253. */
    NOTIFY_RELOAD,
    /** Like {@link #SIMPLE}, but the program first waits for all other active jobs to end, for at most 5 seconds. */
    IDLE;

    /**
     * Returns systemd's word for this value.
     *
     * @return the word, such as {@code notify-reload}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
