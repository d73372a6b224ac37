package io.github.servicehandler.internal.dbus;

/** Failure to decode a message. Nothing that follows on the same connection can be decoded. */
public final class MalformedMessageException extends BusException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong with the bytes
     */
    public MalformedMessageException(String message) {
        super(DBusErrorNames.INCONSISTENT_MESSAGE, message);
    }
}
