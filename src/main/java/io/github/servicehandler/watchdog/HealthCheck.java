package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Conditions that check whether a service works. While the service is up, each check runs every 10 seconds, or at the
 * pace that {@link Condition#sampledEvery} sets. In each run of the service, the condition is unknown until the first
 * check. A service that has just started may fail a check: combine it with {@link Condition#upFor}. TCP, HTTP and files
 * are checked on this machine and in real time, even if the manager has virtual time.
 */
public final class HealthCheck {

    private HealthCheck() {}

    /**
     * Returns a condition that holds while no TCP connection to a port can be made within 5 seconds.
     *
     * @param host the name or address of the host
     * @param port the port, from 1 to 65535
     * @return the condition
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    public static Condition tcpFails(String host, int port) {
        return ProbeConditions.tcp(host, port);
    }

    /**
     * Returns a condition that holds while a GET request to an HTTP address gets no answer, or an answer with a status
     * of 400 or more. It waits up to 5 seconds for the connection, and up to 5 seconds for each part of the answer.
     * Redirections are followed, but not from {@code http} to {@code https} or back: see
     * {@link java.net.HttpURLConnection}.
     *
     * @param address the address, {@code http} or {@code https}
     * @return the condition
     * @throws IllegalArgumentException if the address is neither
     */
    public static Condition httpFails(URI address) {
        return ProbeConditions.http(address);
    }

    /**
     * Returns a condition that holds while a command, run on the machine of the service's manager, does not exit with 0
     * within its {@linkplain Command#timeout timeout}. If the command cannot be run at all, the condition is unknown,
     * and listeners get an event.
     *
     * @param command the command, which is run without a shell
     * @return the condition
     */
    public static Condition commandFails(Command command) {
        return ProbeConditions.command(command);
    }

    /**
     * Returns a condition that holds while a file of this machine does not exist.
     *
     * @param file the file
     * @return the condition
     */
    public static Condition fileMissing(Path file) {
        return FileConditions.missing(file);
    }

    /**
     * Returns a condition that holds while the last write to a file of this machine is longer ago than the given age,
     * or the file does not exist.
     *
     * @param file the file
     * @param age the time since the last write; positive
     * @return the condition
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Condition fileOlderThan(Path file, Duration age) {
        return FileConditions.olderThan(file, age);
    }

    /**
     * Returns a condition that holds while a file of this machine is larger than a limit. A missing file has 0 bytes.
     *
     * @param file the file
     * @param bytes the limit, in bytes
     * @return the condition
     */
    public static Condition fileLargerThan(Path file, long bytes) {
        return FileConditions.largerThan(file, bytes);
    }

    /**
     * Returns a condition that holds if a file of this machine was written to, replaced, created or deleted, and then
     * found unchanged by two checks in a row, so that an upload that takes longer is seen as one change, at its end.
     * The file is compared with the one that was there when the condition last held, at first with that of the first
     * check. This comparison goes on across runs of the service, and across programs with a
     * {@linkplain Watchdog.Builder#state state file}. It uses the time of the last write, the size and the targets of
     * symbolic links. The condition holds until the next check.
     *
     * @param file the file
     * @return the condition
     */
    public static Condition fileChanged(Path file) {
        return FileConditions.changed(file);
    }
}
