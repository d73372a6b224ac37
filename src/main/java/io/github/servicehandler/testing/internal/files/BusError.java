package io.github.servicehandler.testing.internal.files;

import java.util.Set;

/** An error with which systemd replies to a call. */
public final class BusError extends Exception {

    private static final long serialVersionUID = 1L;

    /** The names in D-Bus' own namespace; all others are in systemd's. */
    private static final Set<String> DBUS_NAMES = Set.of(
            "AccessDenied",
            "InteractiveAuthorizationRequired",
            "InvalidArgs",
            "InconsistentMessage",
            "FileNotFound",
            "NotSupported",
            "UnknownObject",
            "UnknownInterface",
            "UnknownProperty");

    private final String name;

    /**
     * Creates an error.
     *
     * @param name the last component of the error's name, such as {@code NoSuchUnit}
     * @param message the text that systemd sends with it
     */
    public BusError(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /** Returns the error as the property {@code LoadError} shows it. */
    public String asLoadError() {
        return fullName() + " \"" + text() + "\"";
    }

    /** Returns the full name of the error on the bus. */
    public String fullName() {
        return (DBUS_NAMES.contains(name) ? "org.freedesktop.DBus.Error." : "org.freedesktop.systemd1.") + name;
    }

    /** Returns the code with which systemctl exits after this error. */
    public int exitCode() {
        return switch (name) {
            case "NoSuchUnit" -> 5;
            case "JobTypeNotApplicable" -> 3;
            case "OnlyByDependency", "NoIsolation", "TransactionIsDestructive", "AccessDenied" -> 4;
            case "LoadFailed" -> 6;
            default -> 1;
        };
    }
}
