package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of the properties that a watch keeps: those whose changes the manager signals, and those that unit files
 * determine.
 */
final class WatchedProperties {

    /** Properties of every unit. */
    static final List<String> OF_UNIT = StatusProperties.OF_UNIT;

    /** Properties of services; units of other types have some of them. */
    static final List<String> OF_TYPE = StatusProperties.OF_TYPE;

    private WatchedProperties() {}

    /** Returns a status without the properties that change without a signal and would soon be outdated. */
    static ServiceStatus lasting(ServiceStatus status) {
        Map<String, String> kept = new LinkedHashMap<>();
        keep(OF_UNIT, status.properties(), kept);
        keep(OF_TYPE, status.properties(), kept);
        return new ServiceStatus(status.unit(), UnitProperties.of(kept));
    }

    private static void keep(List<String> names, UnitProperties from, Map<String, String> to) {
        names.forEach(name -> from.get(name).ifPresent(value -> to.put(name, value)));
    }
}
