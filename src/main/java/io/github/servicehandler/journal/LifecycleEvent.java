package io.github.servicehandler.journal;

/**
 * An event in the life of a unit, as systemd recorded it in the journal. It is recognised by the message id, which is
 * the same in every language and version of systemd; see {@code journalctl --catalog}.
 */
public sealed interface LifecycleEvent {

    /**
     * Returns the unit that the event is about.
     *
     * @return the unit's name
     */
    String unit();

    /**
     * A start job that ended without an error. Systemd also reports this if it did not start the unit, because a
     * condition was not met.
     *
     * @param unit the unit's name
     */
    record Started(String unit) implements LifecycleEvent {}

    /**
     * A failed start.
     *
     * @param unit the unit's name
     * @param result the reason in systemd's words: {@code failed}, {@code timeout}, {@code dependency}, …; empty if
     *     systemd gives none
     */
    record StartFailed(String unit, String result) implements LifecycleEvent {}

    /**
     * A completed stop.
     *
     * @param unit the unit's name
     */
    record Stopped(String unit) implements LifecycleEvent {}

    /**
     * The end of a process of the unit, as far as systemd logs it: it does not log the clean exit of a main process.
     *
     * @param unit the unit's name
     * @param command the setting that the process belongs to, such as {@code ExecStart} or {@code ExecStartPre}
     * @param code how it ended: {@code exited}, {@code killed} or {@code dumped}
     * @param status the exit code, or the signal's name or number, as systemd writes it
     */
    record ProcessExited(String unit, String command, String code, String status) implements LifecycleEvent {}

    /**
     * A failure of the unit.
     *
     * @param unit the unit's name
     * @param result the reason, as in systemd's property {@code Result}: {@code exit-code}, {@code signal},
     *     {@code oom-kill}, …
     */
    record Failed(String unit, String result) implements LifecycleEvent {}

    /**
     * An automatic restart that systemd has scheduled because of {@code Restart=}.
     *
     * @param unit the unit's name
     * @param restarts the number of automatic restarts in a row, including this one; 0 if the entry does not say
     */
    record RestartScheduled(String unit, int restarts) implements LifecycleEvent {}

    /**
     * An out-of-memory kill: the kernel killed a process of the unit because memory ran out.
     *
     * @param unit the unit's name
     */
    record OutOfMemory(String unit) implements LifecycleEvent {}
}
