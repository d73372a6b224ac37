package io.github.servicehandler.internal.dbus;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Failure of a call or of a connection: the peer refused the call, or there was no reply. The error name identifies the
 * cause in D-Bus's own terms. If the peer gave no name, it is one of {@link DBusErrorNames}.
 */
public class BusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OF_CONNECTION = Set.of(
            DBusErrorNames.DISCONNECTED,
            DBusErrorNames.LIMITS_EXCEEDED,
            DBusErrorNames.NO_REPLY,
            DBusErrorNames.INCONSISTENT_MESSAGE);

    private final String errorName;
    private final String text;

    /**
     * Creates the exception.
     *
     * @param errorName the error's name, such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param message what went wrong; the error's name is appended to it
     */
    public BusException(String errorName, String message) {
        this(errorName, message, null);
    }

    /**
     * Creates the exception.
     *
     * @param errorName the error's name, such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param message what went wrong; the error's name is appended to it
     * @param cause the cause, or {@code null}
     */
    public BusException(String errorName, String message, @Nullable Throwable cause) {
        super(VisibleText.line(message + " [" + errorName + "]"), cause);
        this.errorName = errorName;
        this.text = message;
    }

    /**
     * Returns the error's name.
     *
     * @return the name, such as {@code org.freedesktop.systemd1.NoSuchUnit}
     */
    public final String errorName() {
        return errorName;
    }

    /**
     * Returns the text alone, as the peer sent it.
     *
     * @return the message without the error's name
     */
    public final String text() {
        return text;
    }

    /**
     * Returns whether the connection failed, so that it is not known what became of a call.
     *
     * @return {@code false} if the peer has replied with this error
     */
    public final boolean isOfConnection() {
        return OF_CONNECTION.contains(errorName);
    }
}
