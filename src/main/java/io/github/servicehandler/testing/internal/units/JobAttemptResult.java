package io.github.servicehandler.testing.internal.units;

/** Lists what can come of the attempt to carry a job out. */
public enum JobAttemptResult {
    /** It is under way; the unit's state will tell. */
    BEGUN,
    /** There was nothing to do. */
    ALREADY,
    /** A condition was not met, so that nothing was done. */
    CONDITION,
    /** An assertion was not met. */
    ASSERTION,
    /** It cannot be done now: the job waits. */
    LATER,
    /** It makes no sense in the unit's state. */
    INVALID,
    /** The unit is not up, as others need it to be. */
    NOT_UP,
    /** A unit that must be up is not. */
    DEPENDENCY,
    /** It failed. */
    FAILED
}
