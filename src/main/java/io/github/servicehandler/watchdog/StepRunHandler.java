package io.github.servicehandler.watchdog;

/** Carries out orders. */
@FunctionalInterface
interface StepRunHandler {

    /**
     * Has an order carried out. Does not wait for that.
     *
     * @param progress where to report the beginning and the end
     */
    void handle(StepRun stepRun, StepRunListener progress);
}
