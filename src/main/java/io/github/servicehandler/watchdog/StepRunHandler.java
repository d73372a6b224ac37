package io.github.servicehandler.watchdog;

/** A handler that carries out step runs. */
@FunctionalInterface
interface StepRunHandler {

    /**
     * Starts to carry out a step run. Does not wait for its end.
     *
     * @param progress gets reports of the start and the end
     */
    void handle(StepRun stepRun, StepRunListener progress);
}
