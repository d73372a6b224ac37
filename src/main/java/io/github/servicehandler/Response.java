package io.github.servicehandler;

/** The result of a verb in one word. */
public enum Response {
    /** The verb did what was requested. */
    OK,
    /** The verb had nothing to do: the unit already was as requested. */
    ALREADY,
    /**
     * The verb did nothing: a condition of the unit was not met, the unit has nothing to enable, or it was down and the
     * verb only restarts units that are up.
     */
    SKIPPED,
    /** The verb failed; the {@link Outcome} contains the reason. */
    FAILED
}
