package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of the watched services that does not depend on the rules. Not thread-safe. */
final class SupervisedServices {

    private final Map<UnitName, ServiceHistory> histories = new LinkedHashMap<>();
    private final Map<UnitName, ServiceHolds> holds = new LinkedHashMap<>();
    private final ServiceNames names;
    private final OccurrenceWindow firings = new OccurrenceWindow();
    private final ServiceTurns turns;
    private final Set<ServiceHandler> requestedJournals = new LinkedHashSet<>();
    private final @Nullable FiringBudget budget;
    private boolean maintenance;
    private Duration wallClockLag = Duration.ZERO;

    SupervisedServices(Collection<ServiceHandler> services, @Nullable FiringBudget budget) {
        this.budget = budget;
        for (ServiceHandler service : services) {
            UnitName unit = service.unitName();
            if (histories.putIfAbsent(unit, new ServiceHistory(service)) != null) {
                throw new IllegalArgumentException(
                        "there are two services named " + unit + "; use one watchdog for each of their managers");
            }
            holds.put(unit, new ServiceHolds());
        }
        this.names = new ServiceNames(services);
        this.turns = new ServiceTurns(services.size());
    }

    ServiceNames names() {
        return names;
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

    /** Returns the services with the given names. */
    Map<UnitName, ServiceHandler> handlers(Collection<UnitName> units) {
        Map<UnitName, ServiceHandler> services = new LinkedHashMap<>();
        units.forEach(unit -> services.put(unit, history(unit).service()));
        return services;
    }

    private <T> T require(@Nullable T found, UnitName unit) {
        if (found == null) {
            throw new IllegalArgumentException(unit + " is not watched; watched are: " + names);
        }
        return found;
    }

    /** Records that a stop of a service has ended, with the status after it. */
    void recordStop(UnitName unit, ServiceStatus status, Instant now) {
        ServiceHolds holds = holds(unit);
        if (!holds.expectedStops().take(now)) {
            holds.stoppedByOther(status.invocationId().orElse(""));
        } else if (!holds.isStoppedByOther()) {
            holds.stoppedByRule(true);
        }
    }

    /** Records that a step begins to run a program or a function of the user, which may stop services. */
    void programBegins(WatchdogEvent.Fired decision, Collection<UnitName> units) {
        units.forEach(unit -> holds(unit).expectedStops().programBegins(decision));
    }

    /**
     * Records that the program or the function has ended, or has been running for so long that it no longer counts.
     *
     * @param after the status of the service of the decision afterwards; {@code null} if it is not known
     */
    void programEnds(
            WatchdogEvent.Fired decision, Collection<UnitName> units, @Nullable ServiceStatus after, Instant now) {
        UnitName own = decision.service().unitName();
        boolean stops = after != null
                && history(own).state().isActive()
                && (after.state() == ServiceState.STOPPING || StopEvidence.isStopped(after));
        if (stops && !holds(own).isStoppedByOther()) {
            holds(own).stoppedByRule(true);
        }
        units.forEach(unit -> holds(unit).expectedStops().programEnds(decision, stops && unit.equals(own), now));
    }

    /**
     * Removes the marks that a rule or something else has stopped the service, if it was started since. While a rule is
     * working on the service, the mark of the rule stays: the service may be about to stop.
     */
    void updateStops(UnitName unit) {
        ServiceHolds holds = holds(unit);
        if (history(unit).state().isActive() && holds.busyWith() == null) {
            holds.stoppedByRule(false);
        }
        history(unit).status().ifPresent(holds::forgetStopBefore);
    }

    /** Sets the time since when journals are followed to now, for all services whose journal is followed. */
    void restartFollowedTime(Instant now) {
        histories.values().forEach(history -> history.restartFollowedTime(now));
    }

    void requestJournal(ServiceHandler service) {
        requestedJournals.add(service);
    }

    /** Returns the services whose journals were requested since the last call. */
    Set<ServiceHandler> takeRequestedJournals() {
        Set<ServiceHandler> taken = Set.copyOf(requestedJournals);
        requestedJournals.clear();
        return taken;
    }

    /** Returns the times at which rules gave orders to any service. */
    OccurrenceWindow firings() {
        return firings;
    }

    ServiceTurns turns() {
        return turns;
    }

    /** Returns when the budget of the watchdog allows an order again, or {@code null} if it does now. */
    @Nullable
    Instant budgetAvailableAt(Instant now) {
        return budget == null ? null : firings.fewerThan(budget.times(), budget.period(), now);
    }

    @Nullable
    FiringBudget budget() {
        return budget;
    }

    /** Returns by how much the wall clock is behind the clock of the watchdog. */
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
