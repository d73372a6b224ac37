package io.github.servicehandler.command;

import java.nio.file.Path;
import java.util.List;

/**
 * The address of a systemd manager, which selects the manager that a command queries or controls. Immutable. Two
 * addresses are equal if they have the same {@linkplain #arguments() arguments}.
 *
 * <p>There are two kinds of managers: the manager of the system, and the manager of a user. An address does not name a
 * machine: it always means a manager on the machine where the commands run.
 */
public final class ManagerAddress {

    private static final ManagerAddress USER = new ManagerAddress("user manager", List.of("--user"));
    private static final ManagerAddress SYSTEM = new ManagerAddress("system manager", List.of("--system"));

    private final String name;
    private final List<String> arguments;

    private ManagerAddress(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /**
     * Returns the address of the manager of the user that the commands run as.
     *
     * @return the address
     */
    public static ManagerAddress user() {
        return USER;
    }

    /**
     * Returns the address of the system's manager, PID 1. Every user may query it; verbs require root or a polkit rule.
     *
     * @return the address
     */
    public static ManagerAddress system() {
        return SYSTEM;
    }

    /**
     * Returns the arguments with which {@code systemctl} and {@code journalctl} ask this manager.
     *
     * @return the arguments, such as {@code --user}
     */
    public List<String> arguments() {
        return arguments;
    }

    /**
     * Returns whether this is the manager of a user, not the system's.
     *
     * @return whether it is
     */
    public boolean isUser() {
        return arguments.contains("--user");
    }

    /**
     * Returns the directory below which this manager and its bus have their sockets, if they run on this machine. For
     * the system's manager, it is {@code /run}. For the user's manager, it is {@code $XDG_RUNTIME_DIR}, or
     * {@code /run/user/UID} if that variable is not set or empty.
     *
     * @return the directory, which need not exist
     */
    public Path runtimeDirectory() {
        return isUser() ? RuntimeDirectory.ofUser() : Path.of("/run");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManagerAddress that && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return arguments.hashCode();
    }

    /** Returns the manager's name, such as {@code user manager}. */
    @Override
    public String toString() {
        return name;
    }
}
