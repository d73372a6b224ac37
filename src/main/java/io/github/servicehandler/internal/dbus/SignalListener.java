package io.github.servicehandler.internal.dbus;

/** Listener for the signals of a connection. */
@FunctionalInterface
public interface SignalListener {

    /**
     * Handles a signal. The reader thread calls this method and delivers signals and replies one at a time, in the
     * order in which they arrive. It reads nothing until this method returns, so this method should be quick. It may
     * call {@link BusConnection#send}, which does not wait, but not {@link BusConnection#call}, which would throw here.
     * An exception that this method throws is logged.
     *
     * @param signal the signal
     */
    void onSignal(Message signal);
}
