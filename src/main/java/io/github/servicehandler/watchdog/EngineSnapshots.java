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

/** Copies what an engine remembers, and has it remember such a copy. Not thread-safe. */
final class EngineSnapshots {

    private final SupervisedServices services;
    private final RuleInstanceIndex instances;

    /** The copies that are still true. */
    private final Map<UnitName, EngineSnapshot.OfUnit> current = new HashMap<>();

    EngineSnapshots(SupervisedServices services, RuleInstanceIndex instances) {
        this.services = services;
        this.instances = instances;
    }

    /** Has a service copied again the next time. */
    void changed(UnitName unit) {
        current.remove(unit);
    }

    void changed(Collection<UnitName> units) {
        units.forEach(current::remove);
    }

    /** Has all services copied again the next time. */
    void allChanged() {
        current.clear();
    }

    /** Returns what is remembered. Only services that have changed since the last time are copied again. */
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
                holds.graceUntil(),
                history.restarts().all(),
                history.failures().all());
        return new EngineSnapshot.OfUnit(
                service,
                instances.of(unit).stream()
                        .filter(instance -> instance.state().isWorthKeeping())
                        .map(instance ->
                                instance.state().snapshot(instance.rule().name(), unit))
                        .toList());
    }

    /** Adds what an earlier program remembered. Rules and services that do not exist any more are left out. */
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
        if (service.hasGrace()) {
            // a clock that was ahead would hold rules back for as long as it was wrong
            holds.markIdle(Times.earlierOf(service.graceUntil(), latestGrace));
        }
        ServiceHistory history = services.history(service.unit());
        history.restarts().addAll(service.restarts());
        history.failures().addAll(service.failures());
    }
}
