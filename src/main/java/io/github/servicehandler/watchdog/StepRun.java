package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Is what a rule that fired wants to have done.
 *
 * @param fired the decision
 * @param rule the rule
 * @param stage the step of its escalation
 * @param quarantines whether it puts its service in quarantine, where the rule had not put it before
 * @param services all services that it may change, by their names; its own is the first
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

    /** Returns the names of the services that it restarts with its own. */
    Set<UnitName> others() {
        Set<UnitName> others = new LinkedHashSet<>(affected());
        others.remove(service().unitName());
        return others;
    }

    /** Returns the names of all services that it may change. */
    Set<UnitName> affected() {
        return services.keySet();
    }
}
