package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds all that is remembered of the services, whatever the rules are. Not thread-safe. */
final class SupervisedServices {

    private final Map<UnitName, ServiceHistory> histories = new LinkedHashMap<>();
    private final Map<UnitName, ServiceHolds> guards = new LinkedHashMap<>();
    private final OccurrenceWindow firings = new OccurrenceWindow();
    private final @Nullable FiringBudget budget;
    private boolean maintenance;
    private Duration lead = Duration.ZERO;

    SupervisedServices(Collection<ServiceHandler> services, @Nullable FiringBudget budget) {
        this.budget = budget;
        for (ServiceHandler service : services) {
            UnitName unit = service.unitName();
            if (histories.putIfAbsent(unit, new ServiceHistory(service)) != null) {
                throw new IllegalArgumentException(
                        unit + " is watched twice; two managers' units of one name need two watchdogs");
            }
            guards.put(unit, new ServiceHolds());
        }
    }

    Map<UnitName, ServiceHistory> histories() {
        return histories;
    }

    ServiceHistory history(UnitName unit) {
        return require(histories.get(unit), unit);
    }

    ServiceHolds guard(UnitName unit) {
        return require(guards.get(unit), unit);
    }

    /** Returns some of the services, by their names. */
    Map<UnitName, ServiceHandler> services(Collection<UnitName> units) {
        Map<UnitName, ServiceHandler> services = new LinkedHashMap<>();
        units.forEach(unit -> services.put(unit, history(unit).service()));
        return services;
    }

    private <T> T require(@Nullable T found, UnitName unit) {
        if (found == null) {
            throw new IllegalArgumentException(unit + " is not watched here; these are: " + histories.keySet());
        }
        return found;
    }

    /**
     * Takes note of a service being up, if it is, unless something is being done about it: it may be about to be
     * stopped.
     */
    void noteUp(UnitName unit) {
        ServiceHolds guard = guard(unit);
        if (history(unit).state().isActive() && guard.busyWith() == null) {
            guard.stoppedByRule(false);
        }
    }

    /** Begins to listen anew to all services to which it listens. */
    void listenAnew(Instant now) {
        histories.values().forEach(history -> history.listenAnew(now));
    }

    /** Returns when orders have been given to any service. */
    OccurrenceWindow firings() {
        return firings;
    }

    /** Returns when the common budget allows for an order, or {@code null} if it does now. */
    @Nullable
    Instant affordableAt(Instant now) {
        return budget == null ? null : firings.fewerThan(budget.times(), budget.period(), now);
    }

    @Nullable
    FiringBudget budget() {
        return budget;
    }

    /** Returns by how much the wall clock is behind the watchdog's. */
    Duration lead() {
        return lead;
    }

    void lead(Duration newLead) {
        lead = newLead;
    }

    boolean isInMaintenance() {
        return maintenance;
    }

    void maintain(boolean on) {
        maintenance = on;
    }
}
