package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.List;

/** The limits of a rule. */
record RuleLimits(
        Backoff backoff,
        FiringBudget budget,
        Duration cooldown,
        Duration grace,
        StableTime stable,
        boolean evenIfStopped,
        boolean evenIfSystemdRestarts,
        List<ServiceReference> needs) {

    static final RuleLimits DEFAULT = new RuleLimits(
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.1),
            new FiringBudget(30, Duration.ofHours(1)),
            Duration.ZERO,
            Duration.ZERO,
            StableTime.DEFAULT,
            false,
            false,
            List.of());

    RuleLimits with(Backoff newBackoff) {
        return new RuleLimits(newBackoff, budget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    RuleLimits with(FiringBudget newBudget) {
        return new RuleLimits(backoff, newBudget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    RuleLimits withTimes(Duration newCooldown, Duration newGrace, StableTime newStable) {
        return new RuleLimits(
                backoff, budget, newCooldown, newGrace, newStable, evenIfStopped, evenIfSystemdRestarts, needs);
    }

    RuleLimits withExceptions(boolean ifStopped, boolean ifSystemdRestarts) {
        return new RuleLimits(backoff, budget, cooldown, grace, stable, ifStopped, ifSystemdRestarts, needs);
    }

    RuleLimits with(List<ServiceReference> newNeeds) {
        return new RuleLimits(
                backoff, budget, cooldown, grace, stable, evenIfStopped, evenIfSystemdRestarts, List.copyOf(newNeeds));
    }
}
