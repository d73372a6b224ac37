package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Verb;
import io.github.servicehandler.unit.UnitName;
import java.util.Map;

/**
 * The service that an action is carried out on, and the reason.
 *
 * @param service the service
 * @param fired the decision
 * @param services all services that the step may change, by their names
 * @param flags what rules and the operator have done to services, at the moment of each call: an action may wait for a
 *     long time
 */
record ActionContext(
        ServiceHandler service, WatchdogEvent.Fired fired, Map<UnitName, ServiceHandler> services, ServiceFlags flags) {

    /** Gives an order to one of the services. A stop is announced first, so that it is not taken for an operator's. */
    Outcome order(Verb verb, ServiceHandler service) {
        if (verb.equals(Verb.STOP)) {
            flags.stopOrdered(service.unitName());
        }
        return service.perform(verb);
    }
}
