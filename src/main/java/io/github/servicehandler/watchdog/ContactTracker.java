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
 * Tells the engine how services are when contact with their manager begins, ends, and begins again. An answer counts
 * only if contact has not been lost since it was asked for: that is told once, so that nothing would take back what
 * such an answer says. Thread-safe.
 */
final class ContactTracker {

    private static final Logger log = LoggerFactory.getLogger(ContactTracker.class.getPackageName());

    private final EngineInput input;
    private final List<ServiceHandler> services;
    private final Watch watch;
    private final ContactLossCounter losses;
    private final Executor queries;

    /** @param questions asks managers, which may take long */
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

    /** Takes in how everything is. */
    void start() {
        watch.statuses().keySet().stream()
                .map(ServiceHandler::systemd)
                .distinct()
                .forEach(this::start);
    }

    /** What was lost before anybody listened is not told of. */
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
            log.debug("the {} did not tell how its services are", systemd, e);
            otherwise.run();
        }
    }

    /** Takes note of a manager not being heard any more. */
    void lost(Systemd systemd) {
        losses.lost(systemd);
        reportLost(systemd);
    }

    private void reportLost(Systemd systemd) {
        servicesOf(systemd).forEach(input::contactLost);
    }

    /** Has all services of a manager read that is heard again: what the watch saw before may be long past. */
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
