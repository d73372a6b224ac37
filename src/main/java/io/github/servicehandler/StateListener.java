package io.github.servicehandler;

/** A listener for changes of state, which are reported one at a time and in order. */
@FunctionalInterface
public interface StateListener {

    /**
     * Receives a change. An exception is logged and does not affect other listeners.
     *
     * @param change the change
     */
    void stateChanged(StateChange change);
}
