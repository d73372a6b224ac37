package io.github.servicehandler;

/** Says in one word what came of a verb. */
public enum Response {
    /** Has done what was asked. */
    OK,
    /** Had nothing to do: the unit already was as asked. */
    ALREADY,
    /**
     * Did nothing because systemd saw no reason to: a condition of the unit was not met, it has nothing to enable, or it was down
     * and is not to be started.
     */
    SKIPPED,
    /** Did not work; the {@link Outcome} says why. */
    FAILED
}
