package io.github.servicehandler;

/** Is told of state changes, one at a time and in order. */
@FunctionalInterface
public interface StateListener {

    /**
     * Takes note of a change. What it throws is logged and stops no other listener.
     *
     * @param change what changed
     */
    void stateChanged(StateChange change);
}
