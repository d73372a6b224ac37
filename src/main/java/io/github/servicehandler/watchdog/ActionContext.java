package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.unit.UnitName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service that an action is carried out on, and the reason.
 *
 * @param service the service
 * @param fired the decision
 * @param services all services that the step may change, by their names
 * @param evenIfStopped whether the rule may bring up a service that something other than a rule has stopped
 * @param flags what rules and the operator have done to services, at the moment of each call: an action may wait for a
 *     long time
 */
record ActionContext(
        ServiceHandler service,
        WatchdogEvent.Fired fired,
        Map<UnitName, ServiceHandler> services,
        boolean evenIfStopped,
        ServiceFlags flags) {

    /** Gives an order to one of the services. A stop is announced first, so that it is not taken for an operator's. */
    Outcome order(Verb verb, ServiceHandler service) {
        if (verb.equals(Verb.STOP)) {
            flags.stopOrdered(service.unitName());
        }
        return service.perform(verb);
    }

    /** Returns whether something other than a rule has stopped a service, so that the step must not bring it up. */
    boolean mustStayDown(ServiceHandler service) {
        return !evenIfStopped && flags.isStoppedByOther(service.unitName());
    }

    /**
     * Runs a program or a function of the user, which may do anything. If it stops the service, the rule has stopped
     * it.
     *
     * @return its result, with the status of the service afterwards
     */
    ActionResult runProgram(Supplier<ActionResult> program) {
        flags.programBegins(fired, services.keySet());
        Optional<ServiceStatus> after = Optional.empty();
        try {
            ActionResult result = program.get();
            after = statusAfter();
            return after.map(status -> result.seeing(service, status)).orElse(result);
        } finally {
            endProgram(after.orElse(null));
        }
    }

    /**
     * Records that the program has ended, or that it has been running for so long that it no longer counts.
     *
     * @param after the status of the service afterwards; {@code null} if it is not known
     */
    void endProgram(@Nullable ServiceStatus after) {
        flags.programEnds(fired, services.keySet(), after);
    }

    private Optional<ServiceStatus> statusAfter() {
        try {
            return Optional.of(service.status());
        } catch (CommandException e) {
            // the watch reports it later
            return Optional.empty();
        }
    }
}
