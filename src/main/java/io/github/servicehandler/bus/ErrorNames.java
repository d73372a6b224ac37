package io.github.servicehandler.bus;

/** Holds the names of errors that D-Bus itself knows. systemd's own begin with {@code org.freedesktop.systemd1.} */
public final class ErrorNames {

    /** The other side did not answer in time. */
    public static final String NO_REPLY = "org.freedesktop.DBus.Error.NoReply";

    /** There is no connection, or not any longer. */
    public static final String DISCONNECTED = "org.freedesktop.DBus.Error.Disconnected";

    /** The other side did not let us in. */
    public static final String AUTH_FAILED = "org.freedesktop.DBus.Error.AuthFailed";

    /** What came is no message. */
    public static final String INCONSISTENT_MESSAGE = "org.freedesktop.DBus.Error.InconsistentMessage";

    /** Too much is under way. */
    public static final String LIMITS_EXCEEDED = "org.freedesktop.DBus.Error.LimitsExceeded";

    /** Nobody knows that method. */
    public static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";

    /** A message does not hold what was asked for. */
    public static final String INVALID_ARGS = "org.freedesktop.DBus.Error.InvalidArgs";

    private ErrorNames() {}
}
