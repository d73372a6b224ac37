package io.github.servicehandler.internal.dbus;

/** Listener for the end of a connection. */
@FunctionalInterface
public interface CloseListener {

    /**
     * Handles the end of the connection, which either side or a failure may have caused. The reader thread calls this
     * method once; no signal follows, and all pending calls have failed with the same reason. An exception that this
     * method throws is logged.
     *
     * @param reason why the connection ended
     */
    void onClose(BusException reason);
}
