package io.github.servicehandler.testing.internal.units;

/** The result of an attempt to run a job. */
public enum JobAttemptResult {
    /** The job is running; the unit's next states decide its result. */
    BEGUN,
    /** There was nothing to do. */
    ALREADY,
    /** A condition was not met, so the unit was not started. */
    CONDITION,
    /** An assertion was not met, so the unit was not started. */
    ASSERTION,
    /** The job cannot run yet and has to wait. */
    LATER,
    /** The job is impossible in the unit's current state. */
    INVALID,
    /** The unit is not active, although a job requires it to be. */
    NOT_UP,
    /** A unit to which this unit is bound is not active. */
    DEPENDENCY,
    /** The job failed. */
    FAILED
}
