package io.github.servicehandler.bus;

/** Hears the signals of a connection. */
@FunctionalInterface
public interface SignalListener {

    /**
     * Is told of a signal, on the thread that reads: signals and answers come one at a time and in the order in which they were sent.
     * Nothing is read until this returns, so be quick; {@link BusConnection#send} does not wait, {@link BusConnection#call} is refused
     * here. What this throws is logged.
     *
     * @param signal the signal
     */
    void onSignal(Message signal);
}
