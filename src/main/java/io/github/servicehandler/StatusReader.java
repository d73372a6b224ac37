package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.unit.UnitName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A reader of statuses from the properties that a manager shows of units. */
final class StatusReader {

    private StatusReader() {}

    /** Reads the status of a handler's unit. */
    static ServiceStatus fetch(ManagerClient client, ServiceHandler handler) {
        return fetch(client, List.of(handler)).get(0);
    }

    /** Reads the status of each handler's unit, and returns them in the order of the handlers. */
    static List<ServiceStatus> fetch(ManagerClient client, List<ServiceHandler> handlers) {
        List<UnitName> units = handlers.stream().map(ServiceHandler::unitName).toList();
        List<ServiceStatus> statuses = client.show(units, StatusProperties.ALL, ServiceStatus::shown);
        return IntStream.range(0, statuses.size())
                .mapToObj(i -> statuses.get(i).named(handlers.get(i).name()))
                .toList();
    }

    /**
     * Reads the status of each handler's unit like {@link #fetch}, but may leave out the details of a unit that is not
     * loaded. Those of a name that has not been read yet are always read: it may be an alias.
     */
    static List<ServiceStatus> fetchLoaded(ManagerClient client, List<ServiceHandler> handlers) {
        List<ServiceHandler> known = handlers.stream()
                .filter(handler -> handler.tracker()
                        .knownId()
                        .filter(handler.unitName().toString()::equals)
                        .isPresent())
                .toList();
        if (known.isEmpty()) {
            return fetch(client, handlers);
        }
        Map<UnitName, ServiceStatus> statuses = new HashMap<>();
        List<UnitName> units = known.stream().map(ServiceHandler::unitName).toList();
        client.showLoaded(units, StatusProperties.ALL, ServiceStatus::shown)
                .forEach(read -> read.ifPresent(status -> statuses.put(status.unit(), status)));
        units.forEach(unit -> statuses.computeIfAbsent(unit, ServiceStatus::notLoaded));
        List<ServiceHandler> others = handlers.stream()
                .filter(handler -> !statuses.containsKey(handler.unitName()))
                .toList();
        if (!others.isEmpty()) {
            fetch(client, others).forEach(status -> statuses.put(status.unit(), status));
        }
        return handlers.stream()
                .map(handler ->
                        Objects.requireNonNull(statuses.get(handler.unitName())).named(handler.name()))
                .toList();
    }
}
