package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;

/** Says what holds a rule back. */
record Restraint(
        Backoff backoff,
        Budget budget,
        Duration cooldown,
        Duration grace,
        Duration stable,
        boolean evenIfStopped,
        boolean evenIfSystemdRestarts,
        List<UnitName> needs) {

    static final Restraint DEFAULT = new Restraint(
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.1),
            new Budget(30, Duration.ofHours(1)),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1),
            false,
            false,
            List.of());

    Restraint with(Backoff newBackoff) {
        return new Restraint(newBackoff, budget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    Restraint with(Budget newBudget) {
        return new Restraint(backoff, newBudget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    Restraint withTimes(Duration newCooldown, Duration newGrace, Duration newStable) {
        return new Restraint(
                backoff, budget, newCooldown, newGrace, newStable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    Restraint withLiberties(boolean ifStopped, boolean ifSystemdRestarts) {
        return new Restraint(backoff, budget, cooldown, grace, stable, ifStopped, ifSystemdRestarts, needs);
    }

    Restraint with(List<UnitName> newNeeds) {
        return new Restraint(
                backoff, budget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, List.copyOf(newNeeds));
    }
}
