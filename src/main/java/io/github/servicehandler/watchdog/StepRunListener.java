package io.github.servicehandler.watchdog;

import java.util.Optional;

/** A listener for the start and the end of step runs. Thread-safe. */
interface StepRunListener {

    /**
     * Reports that a step run is about to start.
     *
     * @return the context for its actions; empty if the step run must not be carried out, because the watchdog was
     *     closed, or because the service was stopped, maintenance has begun or the rule was removed since the decision
     */
    Optional<ActionContext> started(StepRun stepRun);

    /** Reports that a step run that has not ended does nothing more to other services than its own. */
    void finishedWithOthers(StepRun stepRun);

    /** Reports the end of a step run that was started. */
    void finished(StepRun stepRun, StepRunResult result);
}
