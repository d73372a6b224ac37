package io.github.servicehandler.bus;

/** Hears that a connection has ended. */
@FunctionalInterface
public interface CloseListener {

    /**
     * Is told, once, that the connection has ended, by either side or a failure. No signal comes after it, and all calls have been
     * answered with the reason. Runs on the thread that has read. What this throws is logged.
     *
     * @param reason why it ended
     */
    void onClose(BusException reason);
}
