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
    private final Map<UnitName, ServiceHolds> holds = new LinkedHashMap<>();
    private final OccurrenceWindow firings = new OccurrenceWindow();
    private final @Nullable FiringBudget budget;
    private boolean maintenance;
    private Duration wallClockLag = Duration.ZERO;

    SupervisedServices(Collection<ServiceHandler> services, @Nullable FiringBudget budget) {
        this.budget = budget;
        for (ServiceHandler service : services) {
            UnitName unit = service.unitName();
            if (histories.putIfAbsent(unit, new ServiceHistory(service)) != null) {
                throw new IllegalArgumentException(
                        unit + " is watched twice; two managers' units of one name need two watchdogs");
            }
            holds.put(unit, new ServiceHolds());
        }
    }

    Map<UnitName, ServiceHistory> histories() {
        return histories;
    }

    ServiceHistory history(UnitName unit) {
        return require(histories.get(unit), unit);
    }

    ServiceHolds holds(UnitName unit) {
        return require(holds.get(unit), unit);
    }

    /** Returns some of the services, by their names. */
    Map<UnitName, ServiceHandler> handlers(Collection<UnitName> units) {
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
    void updateStoppedByRule(UnitName unit) {
        ServiceHolds holds = holds(unit);
        if (history(unit).state().isActive() && holds.busyWith() == null) {
            holds.stoppedByRule(false);
        }
    }

    /** Begins to listen anew to all services to which it listens. */
    void restartFollowedTime(Instant now) {
        histories.values().forEach(history -> history.restartFollowedTime(now));
    }

    /** Returns when orders have been given to any service. */
    OccurrenceWindow firings() {
        return firings;
    }

    /** Returns when the common budget allows for an order, or {@code null} if it does now. */
    @Nullable
    Instant budgetAvailableAt(Instant now) {
        return budget == null ? null : firings.fewerThan(budget.times(), budget.period(), now);
    }

    @Nullable
    FiringBudget budget() {
        return budget;
    }

    /** Returns by how much the wall clock is behind the watchdog's. */
    Duration wallClockLag() {
        return wallClockLag;
    }

    void wallClockLag(Duration newLead) {
        wallClockLag = newLead;
    }

    boolean isInMaintenance() {
        return maintenance;
    }

    void setMaintenance(boolean on) {
        maintenance = on;
    }
}
