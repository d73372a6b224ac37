package io.github.servicehandler.journal;

/**
 * Is something that happened to a unit, as systemd wrote it to the journal. Recognised by the message's id, which is the same in every
 * language and version; see {@code journalctl --catalog}.
 */
public sealed interface Lifecycle {

    /**
     * Returns whom it happened to.
     *
     * @return the unit's name
     */
    String unit();

    /**
     * Tells that a start was done; also that of a unit that was skipped, because a condition was not met.
     *
     * @param unit the unit's name
     */
    record Started(String unit) implements Lifecycle {}

    /**
     * Tells that a start failed.
     *
     * @param unit the unit's name
     * @param result why, as systemd has it: {@code failed}, {@code timeout}, {@code dependency}, …; empty if it does not say
     */
    record StartFailed(String unit, String result) implements Lifecycle {}

    /**
     * Tells that a unit was stopped.
     *
     * @param unit the unit's name
     */
    record Stopped(String unit) implements Lifecycle {}

    /**
     * Tells that a process of the unit ended in a way that systemd finds worth a message: not the clean end of a main process.
     *
     * @param unit the unit's name
     * @param command which process it was, as {@code ExecStart} or {@code ExecStartPre}
     * @param code how it ended: {@code exited}, {@code killed} or {@code dumped}
     * @param status its exit code, or the signal's name or number, as systemd writes it
     */
    record ProcessExited(String unit, String command, String code, String status) implements Lifecycle {}

    /**
     * Tells that the unit failed.
     *
     * @param unit the unit's name
     * @param result why, as systemd's property {@code Result} has it: {@code exit-code}, {@code signal}, {@code oom-kill}, …
     */
    record Failed(String unit, String result) implements Lifecycle {}

    /**
     * Tells that systemd will start the unit again, as {@code Restart=} says.
     *
     * @param unit the unit's name
     * @param restarts how many times it has done so in a row, this one included
     */
    record RestartScheduled(String unit, int restarts) implements Lifecycle {}

    /**
     * Tells that the kernel killed a process of the unit because memory ran out.
     *
     * @param unit the unit's name
     */
    record OutOfMemory(String unit) implements Lifecycle {}
}
