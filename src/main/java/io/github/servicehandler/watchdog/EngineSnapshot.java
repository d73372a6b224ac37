package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the state of an engine that is stored in the state file, at one moment. Taking a snapshot is cheap, so
 * the engine can continue while it is written. Immutable.
 *
 * @param firings when rules gave orders to any service
 * @param maintenance whether all services are in maintenance
 * @param units the state of each service; the objects of services without a change are those of the snapshot before
 */
record EngineSnapshot(List<Instant> firings, boolean maintenance, List<OfUnit> units) {

    EngineSnapshot {
        units = List.copyOf(units);
    }

    /**
     * The state of a service and of the rules for it.
     *
     * @param service the state of the service, which does not depend on the rules
     * @param instances the states of its rule instances, without those in their initial state
     */
    record OfUnit(OfService service, List<OfInstance> instances) {

        OfUnit {
            instances = List.copyOf(instances);
        }
    }

    /**
     * The state of a service, which does not depend on the rules.
     *
     * @param runStoppedByOther the run before a stop by something other than a rule; empty if the run is not known
     * @param baselines the baselines of sensors, by the name of the sensor
     */
    record OfService(
            UnitName unit,
            boolean maintenance,
            List<String> quarantinedBy,
            boolean stoppedByRule,
            @Nullable String runStoppedByOther,
            Instant graceUntil,
            List<Instant> restarts,
            List<Instant> failures,
            Map<String, Long> baselines) {

        boolean isWorthKeeping() {
            return maintenance
                    || !quarantinedBy.isEmpty()
                    || stoppedByRule
                    || runStoppedByOther != null
                    || hasGrace()
                    || !restarts.isEmpty()
                    || !failures.isEmpty()
                    || !baselines.isEmpty();
        }

        boolean hasGrace() {
            return graceUntil.isAfter(Instant.MIN);
        }
    }

    /**
     * The state of a rule instance.
     *
     * @param futile the number of attempts that the next wait depends on
     */
    record OfInstance(
            String rule,
            UnitName unit,
            int attempts,
            int futile,
            CalmPeriods calmPeriods,
            Instant retryAt,
            boolean wasTrue,
            boolean pending,
            boolean gaveUp,
            boolean queued,
            boolean unfinished,
            @Nullable Instant quietSince,
            List<Instant> firings) {}
}
