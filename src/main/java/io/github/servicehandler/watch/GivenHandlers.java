package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.internal.text.DistinctNames;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The handlers of one manager that a watch was given. The hub, which other watches share, has handlers of its own; the
 * events and statuses of the watch show the names of these. Immutable.
 */
final class GivenHandlers {

    private final Map<UnitName, ServiceHandler> byUnit = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two of the units have the same name for people */
    GivenHandlers(Collection<ServiceHandler> services) {
        DistinctNames names = new DistinctNames();
        for (ServiceHandler service : services) {
            if (byUnit.putIfAbsent(service.unitName(), service) == null) {
                names.add(service.name(), service.unitName().toString());
            }
        }
    }

    Set<UnitName> units() {
        return byUnit.keySet();
    }

    /** Returns the given handler of a unit; if the watch has only a pattern for the unit, the handler of the hub. */
    ServiceHandler of(ServiceHandler service) {
        return byUnit.getOrDefault(service.unitName(), service);
    }

    /** Returns the event with another handler of the same unit. */
    static UnitEvent withService(UnitEvent event, ServiceHandler service) {
        if (event instanceof UnitEvent.StateChanged e) {
            StateChange change = e.change();
            return new UnitEvent.StateChanged(
                    service,
                    new StateChange(
                            change.unit(), change.from(), change.to(), named(change.status(), service), change.at()));
        }
        if (event instanceof UnitEvent.Restarted e) {
            return new UnitEvent.Restarted(
                    service,
                    named(e.status(), service),
                    e.previousInvocation(),
                    e.ended().map(ended -> named(ended, service)),
                    e.automatic(),
                    e.at());
        }
        if (event instanceof UnitEvent.JobEnded e) {
            return new UnitEvent.JobEnded(service, named(e.status(), service), e.stop(), e.at());
        }
        if (event instanceof UnitEvent.EnablementChanged e) {
            return new UnitEvent.EnablementChanged(service, e.from(), e.to(), e.at());
        }
        if (event instanceof UnitEvent.Added e) {
            return new UnitEvent.Added(service, named(e.status(), service), e.at());
        }
        if (event instanceof UnitEvent.Removed e) {
            return new UnitEvent.Removed(service, named(e.last(), service), e.at());
        }
        return event;
    }

    /** Returns the status with the name of the handler. */
    static ServiceStatus named(ServiceStatus status, ServiceHandler service) {
        return status.named(service.name());
    }
}
