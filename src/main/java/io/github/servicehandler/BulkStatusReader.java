package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reader for the statuses of many units. It runs two commands: one to list the loaded units, one for their details.
 *
 * <p>The list contains only the primary names of units. A name whose file has not been read yet may be an alias, masked
 * or missing, so details are read for it, too.
 */
final class BulkStatusReader {

    private final ManagerClient client;
    private final List<ServiceHandler> handlers;

    BulkStatusReader(ManagerClient client, List<ServiceHandler> handlers) {
        this.client = client;
        this.handlers = handlers;
    }

    /** Returns a status for each handler, in order, and passes it to the handler. */
    List<ServiceStatus> read() {
        long readAt = System.nanoTime();
        List<ServiceStatus> statuses = merge(needingDetails(loadedUnits()));
        StateTracker.observe(handlers, statuses, readAt, client.time().instant());
        return statuses;
    }

    /** Returns a status with details for each handler, in order, and passes it to the handler. */
    List<ServiceStatus> readWithDetails() {
        long readAt = System.nanoTime();
        List<ServiceStatus> statuses = StatusReader.fetch(client, handlers);
        StateTracker.observe(handlers, statuses, readAt, client.time().instant());
        return statuses;
    }

    private Set<String> loadedUnits() {
        boolean mayBeDown = handlers.stream()
                .anyMatch(handler -> handler.tracker().knownId().isPresent());
        return mayBeDown
                ? client.listUnits(List.of(), ListedUnit::of).stream()
                        .map(ListedUnit::name)
                        .collect(Collectors.toCollection(HashSet::new))
                : Set.of();
    }

    private Set<UnitName> needingDetails(Set<String> loaded) {
        return handlers.stream()
                .filter(handler ->
                        handler.tracker().knownId().map(loaded::contains).orElse(true))
                .map(ServiceHandler::unitName)
                .collect(Collectors.toSet());
    }

    private List<ServiceStatus> merge(Set<UnitName> needingDetails) {
        List<ServiceHandler> withDetails = handlers.stream()
                .filter(handler -> needingDetails.contains(handler.unitName()))
                .toList();
        Iterator<ServiceStatus> details =
                StatusReader.fetch(client, withDetails).iterator();
        List<ServiceStatus> statuses = new ArrayList<>(handlers.size());
        for (ServiceHandler handler : handlers) {
            UnitName unit = handler.unitName();
            statuses.add(
                    needingDetails.contains(unit)
                            ? details.next()
                            : ServiceStatus.notLoaded(unit).named(handler.name()));
        }
        return statuses;
    }

    /** Returns a map from each handler to the value at the same position. */
    static <T> Map<ServiceHandler, T> byHandler(List<ServiceHandler> handlers, List<T> values) {
        Map<ServiceHandler, T> map = new LinkedHashMap<>();
        for (int i = 0; i < handlers.size(); i++) {
            map.put(handlers.get(i), values.get(i));
        }
        return map;
    }
}
