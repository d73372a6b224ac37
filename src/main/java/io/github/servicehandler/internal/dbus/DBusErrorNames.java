package io.github.servicehandler.internal.dbus;

/**
 * Names of the errors that the D-Bus specification defines. The names of systemd's own errors begin with
 * {@code org.freedesktop.systemd1.}
 */
public final class DBusErrorNames {

    /** No reply arrived in time. */
    public static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";

    /** The connection was not established, or has ended. */
    public static final String DISCONNECTED = "org.freedesktop.DBus.Error.Disconnected";

    /** The peer rejected the authentication. */
    public static final String AUTH_FAILED = "org.freedesktop.DBus.Error.AuthFailed";

    /** The received bytes are not a valid message. */
    public static final String INCONSISTENT_MESSAGE = "org.freedesktop.DBus.Error.InconsistentMessage";

    /** A limit was reached, such as the number of calls that wait to be sent. */
    public static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";

    /** The caller is not permitted to make the call. */
    public static final String ACCESS_DENIED = "org.freedesktop.DBus.Error.AccessDenied";

    /** The called object has no such method. */
    public static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";

    /** A message does not have the values that it should have. */
    public static final String INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";

    private DBusErrorNames() {}
}
