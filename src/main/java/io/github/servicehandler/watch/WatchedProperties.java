package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.systemctl.PropertySelection;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitProperties;
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
        UnitProperties all = status.properties();
        UnitProperties kept =
                PropertySelection.of(IN_ORDER, name -> all.get(name).orElse(null));
        return new ServiceStatus(status.unit(), kept);
    }
}
