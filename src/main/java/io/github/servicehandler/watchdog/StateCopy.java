package io.github.servicehandler.watchdog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is what an engine remembers at one moment, as far as it must outlive this program. To make one costs little, so that it can be written
 * down while the engine goes on. Immutable.
 *
 * @param orders when orders were given to any service
 * @param maintenance whether there is maintenance of all services
 * @param services those of which there is something to say
 * @param trials those that have tried something, or are about to
 */
record StateCopy(List<Instant> orders, boolean maintenance, List<OfService> services, List<OfTrial> trials) {

    StateCopy {
        services = List.copyOf(services);
        trials = List.copyOf(trials);
    }

    /** Is what is remembered of a service, whatever the rules are. */
    record OfService(
            String unit,
            boolean maintenance,
            boolean quarantined,
            boolean stoppedByRule,
            List<Instant> restarts,
            List<Instant> failures) {

        static OfService of(String unit, Guard guard, ServiceHistory history) {
            return new OfService(
                    unit,
                    guard.isInMaintenance(),
                    guard.isQuarantined(),
                    guard.isStoppedByRule(),
                    history.restarts().all(),
                    history.failures().all());
        }

        boolean isWorthKeeping() {
            return maintenance || quarantined || stoppedByRule || !restarts.isEmpty() || !failures.isEmpty();
        }
    }

    /** Is what is remembered of a rule for a service. */
    record OfTrial(
            String rule,
            String unit,
            int attempts,
            Instant retryAt,
            boolean wasTrue,
            boolean pending,
            boolean gaveUp,
            boolean queued,
            @Nullable Instant quietSince,
            List<Instant> firings) {

        static OfTrial of(String unit, Trial trial) {
            TrialState state = trial.state();
            return new OfTrial(
                    trial.rule().name(),
                    unit,
                    state.attempts,
                    state.retryAt,
                    state.wasTrue,
                    state.pending,
                    state.gaveUp,
                    state.queued,
                    state.quietSince,
                    state.firings.all());
        }
    }

    static StateCopy of(Engine engine) {
        Ward ward = engine.ward();
        List<OfService> services = new ArrayList<>();
        ward.histories().forEach((unit, history) -> {
            OfService service = OfService.of(unit, ward.guard(unit), history);
            if (service.isWorthKeeping()) {
                services.add(service);
            }
        });
        List<OfTrial> trials = new ArrayList<>();
        engine.forEachTrial((unit, trial) -> {
            if (trial.state().isWorthKeeping()) {
                trials.add(OfTrial.of(unit, trial));
            }
        });
        return new StateCopy(ward.firings().all(), ward.isInMaintenance(), services, trials);
    }
}
