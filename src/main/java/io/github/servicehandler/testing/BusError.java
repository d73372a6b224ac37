package io.github.servicehandler.testing;

/** Is an error that systemd answers to a call. */
final class BusError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;

    /** @param name the error's name without {@code org.freedesktop.systemd1.} */
    BusError(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /** Returns the error's message. */
    String text() {
        return String.valueOf(getMessage());
    }

    /** Returns the property {@code LoadError}. */
    String asLoadError() {
        return (is("InconsistentMessage") ? "org.freedesktop.DBus.Error." : "org.freedesktop.systemd1.") + name + " \""
                + text() + "\"";
    }

    /** Returns systemctl's exit code for it. */
    int exitCode() {
        return switch (name) {
            case "NoSuchUnit" -> 5;
            case "JobTypeNotApplicable" -> 3;
            case "OnlyByDependency", "AccessDenied" -> 4;
            case "LoadFailed" -> 6;
            default -> 1;
        };
    }
}
