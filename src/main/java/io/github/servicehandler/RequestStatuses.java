package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A reader of the statuses before and after a request. Where it can, it does not make the manager load a unit only to
 * be read.
 */
final class RequestStatuses {

    private final ManagerClient client;
    private final List<ServiceHandler> handlers;
    private final boolean isJob;

    /** @param isJob whether the request only runs jobs, and changes no unit files */
    RequestStatuses(ManagerClient client, List<ServiceHandler> handlers, boolean isJob) {
        this.client = client;
        this.handlers = handlers;
        this.isJob = isJob;
    }

    /** Reads the statuses before a request. Those of units that are not loaded may be stubs. */
    List<ServiceStatus> readBefore() {
        long readAt = System.nanoTime();
        List<ServiceStatus> before = fetch(handlers);
        observe(before, readAt, i -> !before.get(i).isStub());
        return before;
    }

    /**
     * The statuses before and after a request.
     *
     * @param before none of them is a stub
     */
    record Around(List<ServiceStatus> before, List<ServiceStatus> after) {}

    /**
     * Reads the statuses after a request, and completes those before it.
     *
     * @param before the statuses before; those of units that are not loaded may be stubs
     * @param known the properties of units that need not be read
     * @param begun when the request was sent, in {@link System#nanoTime} units
     */
    Around readAfter(List<ServiceStatus> before, Map<UnitName, UnitProperties> known, long begun) {
        long readAt = System.nanoTime();
        List<ServiceStatus> after = completed(fetchExcept(known), before);
        Around around = new Around(completed(before, after), after);
        observe(around.before(), begun, i -> before.get(i).isStub());
        observe(after, readAt, i -> true);
        return around;
    }

    private List<ServiceStatus> fetch(List<ServiceHandler> some) {
        if (some.isEmpty()) {
            return List.of();
        }
        return isJob ? StatusReader.fetchLoaded(client, some) : StatusReader.fetch(client, some);
    }

    private List<ServiceStatus> fetchExcept(Map<UnitName, UnitProperties> known) {
        List<ServiceHandler> unknown = handlers.stream()
                .filter(handler -> !known.containsKey(handler.unitName()))
                .toList();
        Iterator<ServiceStatus> read = fetch(unknown).iterator();
        return handlers.stream()
                .map(handler -> {
                    UnitProperties properties = known.get(handler.unitName());
                    return properties == null
                            ? read.next()
                            : new ServiceStatus(handler.unitName(), properties, handler.name());
                })
                .toList();
    }

    /**
     * Replaces stubs by the statuses of these units on the other side of the request, as they are while the units are
     * not loaded. To read such a unit would make the manager load it once more. It is read nevertheless if the other
     * status does not tell enough.
     */
    private List<ServiceStatus> completed(List<ServiceStatus> statuses, List<ServiceStatus> others) {
        List<ServiceStatus> complete = new ArrayList<>(statuses);
        for (int i = 0; i < complete.size(); i++) {
            if (complete.get(i).isStub()) {
                ServiceHandler handler = handlers.get(i);
                complete.set(i, others.get(i).unloaded().orElseGet(() -> StatusReader.fetch(client, handler)));
            }
        }
        return complete;
    }

    /** Passes the statuses at some positions to their handlers. */
    private void observe(List<ServiceStatus> statuses, long readAt, IntPredicate positions) {
        for (int i = 0; i < statuses.size(); i++) {
            if (positions.test(i)) {
                handlers.get(i)
                        .tracker()
                        .observe(statuses.get(i), readAt, client.time().instant());
            }
        }
    }
}
