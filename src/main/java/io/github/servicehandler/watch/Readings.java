package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows which properties a watch keeps: those that the manager tells of when they change, and those that its files decide. */
final class Readings {

    /** Of every unit. */
    static final List<String> OF_UNIT = StatusProperties.OF_UNIT;

    /** Of a service, and some of other types. */
    static final List<String> OF_TYPE = StatusProperties.OF_TYPE;

    private Readings() {}

    /** Returns a status without the properties that change untold, and so would soon be wrong. */
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
