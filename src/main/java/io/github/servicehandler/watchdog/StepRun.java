package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A step that a rule has decided to take, for one service.
 *
 * @param fired the decision
 * @param rule the rule
 * @param step the step of the escalation
 * @param quarantines whether the decision has put the service in quarantine, where the rule had not put it before
 * @param services all services that the step may change, by their names; the one for which the rule fired comes first
 */
record StepRun(
        WatchdogEvent.Fired fired,
        Rule rule,
        EscalationStep step,
        boolean quarantines,
        Map<UnitName, ServiceHandler> services) {

    StepRun {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    ServiceHandler service() {
        return fired.service();
    }

    /** Returns the names of the services that the step may change, without the one for which the rule fired. */
    Set<UnitName> others() {
        Set<UnitName> others = new LinkedHashSet<>(affected());
        others.remove(service().unitName());
        return others;
    }

    /** Returns the names of all services that the step may change. */
    Set<UnitName> affected() {
        return services.keySet();
    }
}
