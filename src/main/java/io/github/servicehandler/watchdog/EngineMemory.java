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
final class EngineMemory {

    private final Ward ward;
    private final TrialIndex trials;

    /** The copies that are still true. */
    private final Map<UnitName, StateCopy.OfUnit> copies = new HashMap<>();

    EngineMemory(Ward ward, TrialIndex trials) {
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
    StateCopy copy() {
        List<StateCopy.OfUnit> units = new ArrayList<>();
        trials.units().forEach(unit -> units.add(copies.computeIfAbsent(unit, this::copy)));
        return new StateCopy(ward.firings().all(), ward.isInMaintenance(), units);
    }

    private StateCopy.OfUnit copy(UnitName unit) {
        Guard guard = ward.guard(unit);
        ServiceHistory history = ward.history(unit);
        StateCopy.OfService service = new StateCopy.OfService(
                unit,
                guard.isInMaintenance(),
                guard.quarantinedBy(),
                guard.isStoppedByRule(),
                guard.graceUntil(),
                history.restarts().all(),
                history.failures().all());
        return new StateCopy.OfUnit(
                service,
                trials.of(unit).stream()
                        .filter(trial -> trial.state().isWorthKeeping())
                        .map(trial -> trial.state().copy(trial.rule().name(), unit))
                        .toList());
    }

    /** Adds what an earlier program remembered. Rules and services that do not exist any more are left out. */
    void restore(StateCopy copy, Instant now) {
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

    private void restore(StateCopy.OfUnit copy, Instant now, Instant latestGrace) {
        StateCopy.OfService service = copy.service();
        if (ward.histories().containsKey(service.unit())) {
            restore(service, latestGrace);
        }
        copy.trials()
                .forEach(saved -> trials.find(saved.unit(), saved.rule())
                        .ifPresent(trial -> trial.resume(TrialState.of(saved), now)));
    }

    private void restore(StateCopy.OfService service, Instant latestGrace) {
        Guard guard = ward.guard(service.unit());
        guard.maintain(service.maintenance());
        service.quarantinedBy().forEach(guard::quarantine);
        guard.stoppedByRule(service.stoppedByRule());
        if (service.hasGrace()) {
            // a clock that was ahead would hold rules back for as long as it was wrong
            guard.end(Moments.earlierOf(service.graceUntil(), latestGrace));
        }
        ServiceHistory history = ward.history(service.unit());
        history.restarts().addAll(service.restarts());
        history.failures().addAll(service.failures());
    }
}
