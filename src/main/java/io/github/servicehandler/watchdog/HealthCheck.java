package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes conditions that try out whether a service does its work. Each is tried every 10 seconds while the service is
 * up, unless {@link Condition#sampledEvery} says otherwise, and is unknown before the first time. A service that has
 * just begun may fail it, so that {@link Condition#upFor} often goes with it. TCP, HTTP and files are tried out on this
 * machine, also on virtual time.
 */
public final class HealthCheck {

    private HealthCheck() {}

    /**
     * Holds while nobody listens at a TCP port, or the connection is not made within 5 seconds.
     *
     * @param host the host
     * @param port the port
     * @return the condition
     * @throws IllegalArgumentException if there is no such port
     */
    public static Condition tcpFails(String host, int port) {
        return ProbeConditions.tcp(host, port);
    }

    /**
     * Holds while a GET of an HTTP address is not answered with a status below 400. Connecting, and each wait for an
     * answer, may take 5 seconds; redirections are followed, by the JDK's rules.
     *
     * @param address the address, {@code http} or {@code https}
     * @return the condition
     * @throws IllegalArgumentException if it is another kind of address
     */
    public static Condition httpFails(URI address) {
        return ProbeConditions.http(address);
    }

    /**
     * Holds while a command, run where the service's manager is, does not exit with 0 within its
     * {@linkplain Command#timeout timeout}. One that cannot be run at all is unknown, and told of.
     *
     * @param command the command; no shell
     * @return the condition
     */
    public static Condition commandFails(Command command) {
        return ProbeConditions.command(command);
    }

    /**
     * Holds while a file of this machine does not exist.
     *
     * @param file the file
     * @return the condition
     */
    public static Condition fileMissing(Path file) {
        return FileConditions.missing(file);
    }

    /**
     * Holds while a file of this machine has not been written to for a time, or does not exist.
     *
     * @param file the file
     * @param age the time
     * @return the condition
     * @throws IllegalArgumentException if it is not positive
     */
    public static Condition fileOlderThan(Path file, Duration age) {
        return FileConditions.olderThan(file, age);
    }

    /**
     * Holds while a file of this machine is larger than a bound.
     *
     * @param file the file
     * @param bytes the bound
     * @return the condition
     */
    public static Condition fileLargerThan(Path file, long bytes) {
        return FileConditions.largerThan(file, bytes);
    }

    /**
     * Holds when a file of this machine was found to have been written to, from one look to the next.
     *
     * @param file the file
     * @return the condition
     */
    public static Condition fileChanged(Path file) {
        return FileConditions.changed(file);
    }
}
