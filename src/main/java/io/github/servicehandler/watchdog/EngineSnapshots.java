package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conversion of the state of an engine to snapshots and back. Not thread-safe. */
final class EngineSnapshots {

    private final SupervisedServices services;
    private final RuleInstanceIndex instances;

    /** The snapshots of services that have not changed since. */
    private final Map<UnitName, EngineSnapshot.OfUnit> current = new HashMap<>();

    EngineSnapshots(SupervisedServices services, RuleInstanceIndex instances) {
        this.services = services;
        this.instances = instances;
    }

    /** Records that the state of a service has changed. */
    void changed(UnitName unit) {
        current.remove(unit);
    }

    void changed(Collection<UnitName> units) {
        units.forEach(current::remove);
    }

    /** Records that the states of all services may have changed. */
    void allChanged() {
        current.clear();
    }

    /** Takes a snapshot. Only services that have changed since the last one are copied again. */
    EngineSnapshot take() {
        List<EngineSnapshot.OfUnit> units = new ArrayList<>();
        instances.units().forEach(unit -> units.add(current.computeIfAbsent(unit, this::copy)));
        return new EngineSnapshot(services.firings().all(), services.isInMaintenance(), units);
    }

    private EngineSnapshot.OfUnit copy(UnitName unit) {
        ServiceHolds holds = services.holds(unit);
        ServiceHistory history = services.history(unit);
        EngineSnapshot.OfService service = new EngineSnapshot.OfService(
                unit,
                holds.isInMaintenance(),
                holds.quarantinedBy(),
                holds.isStoppedByRule(),
                holds.runStoppedByOther(),
                holds.graceUntil(),
                history.restarts().all(),
                history.failures().all(),
                Map.copyOf(history.baselines()));
        return new EngineSnapshot.OfUnit(
                service,
                instances.of(unit).stream()
                        .filter(instance -> instance.state().isWorthKeeping())
                        .map(instance ->
                                instance.state().snapshot(instance.rule().name(), unit))
                        .toList());
    }

    /** Restores the state of an earlier program. Rules and services that no longer exist are left out. */
    void restore(EngineSnapshot snapshot, Instant now) {
        services.firings().addAll(snapshot.firings());
        services.setMaintenance(snapshot.maintenance());
        Instant latestGrace = now.plus(longestGrace());
        snapshot.units().forEach(unit -> restore(unit, now, latestGrace));
        allChanged();
    }

    private Duration longestGrace() {
        List<Duration> graces = new ArrayList<>();
        instances.forEach(instance -> graces.add(instance.rule().limits().grace()));
        return graces.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private void restore(EngineSnapshot.OfUnit snapshot, Instant now, Instant latestGrace) {
        EngineSnapshot.OfService service = snapshot.service();
        if (services.histories().containsKey(service.unit())) {
            restore(service, latestGrace);
        }
        snapshot.instances()
                .forEach(saved -> instances
                        .find(saved.unit(), saved.rule())
                        .ifPresent(instance -> instance.resume(RuleInstanceState.of(saved), now)));
    }

    private void restore(EngineSnapshot.OfService service, Instant latestGrace) {
        ServiceHolds holds = services.holds(service.unit());
        holds.setMaintenance(service.maintenance());
        service.quarantinedBy().forEach(holds::quarantine);
        holds.stoppedByRule(service.stoppedByRule());
        holds.stoppedByOther(service.runStoppedByOther());
        if (service.hasGrace()) {
            // a clock that was ahead must not hold rules back for as long as it was wrong
            holds.extendGrace(Times.earlierOf(service.graceUntil(), latestGrace));
        }
        ServiceHistory history = services.history(service.unit());
        history.restarts().addAll(service.restarts());
        history.failures().addAll(service.failures());
        history.baselines().putAll(service.baselines());
    }
}
