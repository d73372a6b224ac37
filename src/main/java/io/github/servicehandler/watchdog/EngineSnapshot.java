package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is what an engine remembers at one moment, as far as it must outlive this program. To make one costs little, so that
 * it can be written down while the engine goes on. Immutable.
 *
 * @param orders when orders were given to any service
 * @param maintenance whether there is maintenance of all services
 * @param units what is remembered of each service; those of which nothing has changed are the same objects as in the
 *     copy before
 */
record EngineSnapshot(List<Instant> firings, boolean maintenance, List<OfUnit> units) {

    EngineSnapshot {
        units = List.copyOf(units);
    }

    /**
     * Is what is remembered of a service and of the rules for it.
     *
     * @param service what is remembered whatever the rules are
     * @param trials those that have tried something, or are about to
     */
    record OfUnit(OfService service, List<OfInstance> instances) {

        OfUnit {
            instances = List.copyOf(instances);
        }
    }

    /** Is what is remembered of a service, whatever the rules are. */
    record OfService(
            UnitName unit,
            boolean maintenance,
            List<String> quarantinedBy,
            boolean stoppedByRule,
            Instant graceUntil,
            List<Instant> restarts,
            List<Instant> failures) {

        boolean isWorthKeeping() {
            return maintenance
                    || !quarantinedBy.isEmpty()
                    || stoppedByRule
                    || hasGrace()
                    || !restarts.isEmpty()
                    || !failures.isEmpty();
        }

        boolean hasGrace() {
            return graceUntil.isAfter(Instant.MIN);
        }
    }

    /** Is what is remembered of a rule for a service. */
    record OfInstance(
            String rule,
            UnitName unit,
            int attempts,
            Instant retryAt,
            boolean wasTrue,
            boolean pending,
            boolean gaveUp,
            boolean queued,
            boolean unfinished,
            @Nullable Instant quietSince,
            List<Instant> firings) {}
}
