package io.github.servicehandler.watchdog;

import java.util.Optional;

/** Where the one who carries out an order reports its beginning and its end. Thread-safe. */
interface StepRunListener {

    /**
     * Reports that an order is about to be carried out.
     *
     * @return what its actions are done to; empty if the order must not be carried out any more, because the watchdog
     *     was closed, or because a person has stopped the service, begun maintenance or removed the rule since the
     *     decision
     */
    Optional<ActionContext> started(StepRun stepRun);

    /** Reports that an order that was started has ended. */
    void finished(StepRun stepRun, StepRunResult result);
}
