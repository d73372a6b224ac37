package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The names of the properties that a watch keeps: those whose changes the manager signals, and those that unit files
 * determine.
 */
final class WatchedProperties {

    /** Those of every unit, then those of services, of which units of other types have some. */
    static final List<String> IN_ORDER = StatusProperties.ANNOUNCED;

    /** The same ones, to look up names. */
    static final Set<String> ALL = Set.copyOf(IN_ORDER);

    private WatchedProperties() {}

    /** Returns a status without the properties that change without a signal and would soon be outdated. */
    static ServiceStatus lasting(ServiceStatus status) {
        List<String> kept = new ArrayList<>();
        for (String name : IN_ORDER) {
            status.properties().get(name).ifPresent(value -> kept.addAll(List.of(name, value)));
        }
        return new ServiceStatus(status.unit(), UnitProperties.ofPairs(kept));
    }
}
