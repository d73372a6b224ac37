package io.github.servicehandler;

import java.util.List;

/** The kind of a systemd manager: the user's or the system's. Immutable. */
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
     * Returns the system manager, PID 1. Every user may query it; verbs require root or a polkit rule.
     *
     * @return the target
     */
    public static Target system() {
        return SYSTEM;
    }

    /** Returns the arguments by which {@code systemctl} and {@code journalctl} select this manager. */
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
