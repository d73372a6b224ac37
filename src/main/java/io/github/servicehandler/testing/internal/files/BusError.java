package io.github.servicehandler.testing.internal.files;

import java.util.Set;

/** Is an error that systemd answers to a call. */
public final class BusError extends Exception {

    private static final long serialVersionUID = 1L;

    /** All others are systemd's own. */
    private static final Set<String> OF_DBUS = Set.of(
            "InvalidArgs",
            "InconsistentMessage",
            "FileNotFound",
            "NotSupported",
            "UnknownObject",
            "UnknownInterface",
            "UnknownProperty");

    private final String name;

    /** @param name the last word of the error's name */
    public BusError(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    /** Returns the error's message. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Returns the property {@code LoadError}. */
    public String asLoadError() {
        return fullName() + " \"" + text() + "\"";
    }

    /** Returns the error's name on the bus. */
    public String fullName() {
        return (OF_DBUS.contains(name) ? "org.freedesktop.DBus.Error." : "org.freedesktop.systemd1.") + name;
    }

    /** Returns systemctl's exit code for it. */
    public int exitCode() {
        return switch (name) {
            case "NoSuchUnit" -> 5;
            case "JobTypeNotApplicable" -> 3;
            case "OnlyByDependency", "AccessDenied" -> 4;
            case "LoadFailed" -> 6;
            default -> 1;
        };
    }
}
