package io.github.servicehandler;

import java.util.List;

/**
 * Names a systemd manager: the user's own or the system's. Immutable.
 */
public final class Target {

    private static final Target USER = new Target("user manager", List.of("--user"));
    private static final Target SYSTEM = new Target("system manager", List.of("--system"));

    private final String name;
    private final List<String> arguments;

    private Target(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /**
     * Returns the manager of the user that this JVM runs as.
     *
     * @return the target
     */
    public static Target user() {
        return USER;
    }

    /**
     * Returns the system's manager, PID 1. Reading is for everybody; verbs need root or a rule of polkit's.
     *
     * @return the target
     */
    public static Target system() {
        return SYSTEM;
    }

    /** Returns what to tell {@code systemctl} and {@code journalctl} so that they ask this manager. */
    List<String> arguments() {
        return arguments;
    }

    boolean isUser() {
        return this == USER;
    }

    /** Returns the target's name, such as {@code user manager}. */
    @Override
    public String toString() {
        return name;
    }
}
