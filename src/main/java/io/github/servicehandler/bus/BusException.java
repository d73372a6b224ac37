package io.github.servicehandler.bus;

import org.jspecify.annotations.Nullable;

/**
 * Says why a call brought no answer: the other side refused it, or it could not be asked. The error's name tells which, in D-Bus's own
 * terms; where there was nobody to give one, this side does, with one of {@link ErrorNames}.
 */
public class BusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String errorName;

    /**
     * Creates the exception.
     *
     * @param errorName such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param message what went wrong; the error's name is appended to it
     */
    public BusException(String errorName, String message) {
        this(errorName, message, null);
    }

    /**
     * Creates the exception.
     *
     * @param errorName such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param message what went wrong; the error's name is appended to it
     * @param cause the cause, or {@code null}
     */
    public BusException(String errorName, String message, @Nullable Throwable cause) {
        super(message + " [" + errorName + "]", cause);
        this.errorName = errorName;
    }

    /**
     * Returns the error's name.
     *
     * @return the name, such as {@code org.freedesktop.systemd1.NoSuchUnit}
     */
    public final String errorName() {
        return errorName;
    }
}
