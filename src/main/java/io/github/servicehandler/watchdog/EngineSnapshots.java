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

    private final SupervisedServices ward;
    private final RuleInstanceIndex trials;

    /** The copies that are still true. */
    private final Map<UnitName, EngineSnapshot.OfUnit> copies = new HashMap<>();

    EngineSnapshots(SupervisedServices ward, RuleInstanceIndex trials) {
        this.ward = ward;
        this.trials = trials;
    }

    /** Has a service copied again the next time. */
    void changed(UnitName unit) {
        copies.remove(unit);
    }

    void changed(Collection<UnitName> units) {
        units.forEach(copies::remove);
    }

    /** Has all services copied again the next time. */
    void allChanged() {
        copies.clear();
    }

    /** Returns what is remembered. Only services that have changed since the last time are copied again. */
    EngineSnapshot copy() {
        List<EngineSnapshot.OfUnit> units = new ArrayList<>();
        trials.units().forEach(unit -> units.add(copies.computeIfAbsent(unit, this::copy)));
        return new EngineSnapshot(ward.firings().all(), ward.isInMaintenance(), units);
    }

    private EngineSnapshot.OfUnit copy(UnitName unit) {
        ServiceHolds guard = ward.guard(unit);
        ServiceHistory history = ward.history(unit);
        EngineSnapshot.OfService service = new EngineSnapshot.OfService(
                unit,
                guard.isInMaintenance(),
                guard.quarantinedBy(),
                guard.isStoppedByRule(),
                guard.graceUntil(),
                history.restarts().all(),
                history.failures().all());
        return new EngineSnapshot.OfUnit(
                service,
                trials.of(unit).stream()
                        .filter(trial -> trial.state().isWorthKeeping())
                        .map(trial -> trial.state().copy(trial.rule().name(), unit))
                        .toList());
    }

    /** Adds what an earlier program remembered. Rules and services that do not exist any more are left out. */
    void restore(EngineSnapshot copy, Instant now) {
        ward.firings().addAll(copy.orders());
        ward.maintain(copy.maintenance());
        Instant latestGrace = now.plus(longestGrace());
        copy.units().forEach(unit -> restore(unit, now, latestGrace));
        allChanged();
    }

    private Duration longestGrace() {
        List<Duration> graces = new ArrayList<>();
        trials.forEach(trial -> graces.add(trial.rule().restraint().grace()));
        return graces.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private void restore(EngineSnapshot.OfUnit copy, Instant now, Instant latestGrace) {
        EngineSnapshot.OfService service = copy.service();
        if (ward.histories().containsKey(service.unit())) {
            restore(service, latestGrace);
        }
        copy.trials()
                .forEach(saved -> trials.find(saved.unit(), saved.rule())
                        .ifPresent(trial -> trial.resume(RuleInstanceState.of(saved), now)));
    }

    private void restore(EngineSnapshot.OfService service, Instant latestGrace) {
        ServiceHolds guard = ward.guard(service.unit());
        guard.maintain(service.maintenance());
        service.quarantinedBy().forEach(guard::quarantine);
        guard.stoppedByRule(service.stoppedByRule());
        if (service.hasGrace()) {
            // a clock that was ahead would hold rules back for as long as it was wrong
            guard.end(Times.earlierOf(service.graceUntil(), latestGrace));
        }
        ServiceHistory history = ward.history(service.unit());
        history.restarts().addAll(service.restarts());
        history.failures().addAll(service.failures());
    }
}
