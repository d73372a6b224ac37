package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.watch.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tracker of the contact with managers. It reports to the engine when contact is lost, and the statuses of all
 * services at the start and after contact was regained. An answer of a manager is dropped if contact was lost after the
 * query began: the loss is reported only once, so nothing would correct an outdated answer later. Thread-safe.
 */
final class ContactTracker {

    private static final Logger log = LoggerFactory.getLogger(ContactTracker.class.getPackageName());

    private final EngineInput input;
    private final List<ServiceHandler> services;
    private final Watch watch;
    private final ContactLossCounter losses;
    private final Executor queries;

    /** @param queries runs queries to managers, which may take long */
    ContactTracker(
            EngineInput input,
            List<ServiceHandler> services,
            Watch watch,
            ContactLossCounter losses,
            Executor queries) {
        this.input = input;
        this.services = services;
        this.watch = watch;
        this.losses = losses;
        this.queries = queries;
    }

    /** Reports the present statuses of all services. */
    void start() {
        watch.statuses().keySet().stream()
                .map(ServiceHandler::systemd)
                .distinct()
                .forEach(this::start);
    }

    /** Queries the manager if contact is already lost: a loss before the listener was registered is not reported. */
    private void start(Systemd systemd) {
        int before = losses.count(systemd);
        if (watch.isInContact()) {
            report(systemd, before, seen(systemd));
            return;
        }
        query(systemd, before, () -> reportLost(systemd));
    }

    private void query(Systemd systemd, int before, Runnable otherwise) {
        try {
            report(systemd, before, systemd.fullStatuses(servicesOf(systemd)));
        } catch (CommandException e) {
            log.debug("the {} did not answer the query for its services", systemd, e);
            otherwise.run();
        }
    }

    /** Reports that contact with a manager is lost. */
    void lost(Systemd systemd) {
        losses.lost(systemd);
        reportLost(systemd);
    }

    private void reportLost(Systemd systemd) {
        servicesOf(systemd).forEach(input::contactLost);
    }

    /** Queries all services of a manager with which contact is regained: the statuses of the watch may be outdated. */
    void regained(Systemd systemd) {
        losses.regained(systemd);
        int before = losses.count(systemd);
        queries.execute(() -> queryAgain(systemd, before));
    }

    private void queryAgain(Systemd systemd, int before) {
        if (losses.count(systemd) == before) {
            query(systemd, before, () -> report(systemd, before, seen(systemd)));
        }
    }

    private void report(Systemd systemd, int before, Map<ServiceHandler, ServiceStatus> statuses) {
        input.queried(() -> losses.count(systemd) == before ? statuses : Map.of());
    }

    private Map<ServiceHandler, ServiceStatus> seen(Systemd systemd) {
        Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>(watch.statuses());
        seen.keySet().removeIf(service -> !service.systemd().equals(systemd));
        return seen;
    }

    private List<ServiceHandler> servicesOf(Systemd systemd) {
        return services.stream()
                .filter(service -> service.systemd().equals(systemd))
                .toList();
    }
}
