package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.watch.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine how services are when contact with their manager begins, ends, and begins again. An answer counts only if contact has
 * not been lost since it was asked for: that is told once, so that nothing would take back what such an answer says. Thread-safe.
 */
final class Contacts {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Driver driver;
    private final Watch watch;
    private final Executor questions;
    private final Map<Systemd, Integer> losses = new ConcurrentHashMap<>();
    private final Set<Systemd> lost = ConcurrentHashMap.newKeySet();

    /** @param questions asks managers, which may take long */
    Contacts(Driver driver, Watch watch, Executor questions) {
        this.driver = driver;
        this.watch = watch;
        this.questions = questions;
    }

    /** Is how services were found to be while something was done about them, from now on. Not thread-safe. */
    final class Answers {

        private final Map<Systemd, Integer> before = Map.copyOf(losses);
        private final Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>();

        private Answers() {}

        void add(Map<ServiceHandler, ServiceStatus> more) {
            seen.putAll(more);
        }

        /** Returns what has been found of managers with which there is contact, and has been all the while. */
        Map<ServiceHandler, ServiceStatus> stillTrue() {
            seen.keySet().removeIf(service -> wasLost(service.systemd()));
            return seen;
        }

        private boolean wasLost(Systemd systemd) {
            return lost.contains(systemd) || losses(systemd) != before.getOrDefault(systemd, 0);
        }
    }

    /** Begins to collect answers. */
    Answers answers() {
        return new Answers();
    }

    /** Takes in how everything is. */
    void begin() {
        watch.statuses().keySet().stream()
                .map(ServiceHandler::systemd)
                .distinct()
                .forEach(this::begin);
    }

    /** What was lost before anybody listened is not told of. */
    private void begin(Systemd systemd) {
        int before = losses(systemd);
        if (watch.isInContact()) {
            answered(systemd, before, seen(systemd));
            return;
        }
        ask(systemd, before, () -> lose(systemd));
    }

    private void ask(Systemd systemd, int before, Runnable otherwise) {
        try {
            answered(systemd, before, systemd.fullStatuses(servicesOf(systemd)));
        } catch (CommandException e) {
            log.debug("the {} did not tell how its services are", systemd, e);
            otherwise.run();
        }
    }

    /** Takes note of a manager not being heard any more. */
    void lost(Systemd systemd) {
        losses.merge(systemd, 1, Integer::sum);
        lost.add(systemd);
        lose(systemd);
    }

    private void lose(Systemd systemd) {
        servicesOf(systemd).forEach(service -> driver.change((engine, now) -> engine.lose(service, now)));
    }

    /** Has all services of a manager read that is heard again: what the watch saw before may be long past. */
    void regained(Systemd systemd) {
        lost.remove(systemd);
        int before = losses(systemd);
        questions.execute(() -> readAnew(systemd, before));
    }

    private void readAnew(Systemd systemd, int before) {
        if (losses(systemd) == before) {
            ask(systemd, before, () -> answered(systemd, before, seen(systemd)));
        }
    }

    private void answered(Systemd systemd, int before, Map<ServiceHandler, ServiceStatus> statuses) {
        driver.change((engine, now) -> losses(systemd) == before ? engine.answer(statuses, now) : new Decisions());
    }

    private int losses(Systemd systemd) {
        return losses.getOrDefault(systemd, 0);
    }

    private Map<ServiceHandler, ServiceStatus> seen(Systemd systemd) {
        Map<ServiceHandler, ServiceStatus> seen = new LinkedHashMap<>(watch.statuses());
        seen.keySet().removeIf(service -> !service.systemd().equals(systemd));
        return seen;
    }

    private List<ServiceHandler> servicesOf(Systemd systemd) {
        return driver.ask(engine -> engine.ward().histories().values().stream()
                .map(ServiceHistory::service)
                .filter(service -> service.systemd().equals(systemd))
                .toList());
    }
}
