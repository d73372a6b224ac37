package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What an order changes about the services that it affects, from the decision to its end. Not thread-safe. */
final class StepRunEffects {

    private final SupervisedServices services;

    StepRunEffects(SupervisedServices services) {
        this.services = services;
    }

    /** Marks the services as busy. The quarantine of an order begins earlier, when the trial decides. */
    void decided(StepRun stepRun) {
        if (stepRun.step().hasOrder()) {
            services.firings().add(stepRun.fired().at());
            stepRun.affected()
                    .forEach(
                            unit -> services.holds(unit).markBusy(stepRun.rule().name()));
        }
    }

    /** Undoes what the decision alone has changed. */
    void withdrawn(StepRun stepRun) {
        if (stepRun.step().hasOrder()) {
            services.firings().remove(stepRun.fired().at());
        }
        endQuarantine(stepRun);
        markIdle(stepRun, Instant.MIN);
    }

    /**
     * Marks services as stopped by a rule before the order stops them: if their start fails, no person has stopped
     * them.
     */
    void started(StepRun stepRun) {
        stepRun.others().stream()
                .filter(unit -> services.history(unit).state().isActive())
                .forEach(unit -> services.holds(unit).stoppedByRule(true));
        UnitName unit = stepRun.service().unitName();
        // a service that a person has stopped counts as such, whatever else is done about it
        if (stepRun.step().hasOrder() && !isStoppedCleanly(services.history(unit))) {
            services.holds(unit).stoppedByRule(true);
        }
    }

    /** @param done how many of the order's actions succeeded */
    void finished(StepRun stepRun, int done, Instant now) {
        Duration grace = stepRun.rule().limits().grace();
        markIdle(stepRun, grace.isZero() ? Instant.MIN : now.plus(grace));
        if (stepRun.step().has(Action.Kind.DOWN)) {
            services.holds(stepRun.service().unitName()).stoppedByRule(true);
        }
        if (!stepRun.step().hasAmongFirst(done, Action.Kind.QUARANTINE)) {
            endQuarantine(stepRun);
        }
    }

    /** Ends the quarantine that came with the decision, and no other. */
    private void endQuarantine(StepRun stepRun) {
        if (stepRun.quarantines()) {
            services.holds(stepRun.service().unitName())
                    .endQuarantineBy(stepRun.rule().name());
        }
    }

    private void markIdle(StepRun stepRun, Instant graceUntil) {
        if (stepRun.step().hasOrder()) {
            stepRun.affected().forEach(unit -> services.holds(unit).markIdle(graceUntil));
        }
    }

    /** Returns whether an order has left one of some services down. */
    boolean isAnyLeftDown(Collection<UnitName> units) {
        return units.stream()
                .anyMatch(unit -> services.holds(unit).isStoppedByRule()
                        && services.history(unit).state().isDown());
    }

    /** Returns whether a service is known to be down, and did not fail. */
    static boolean isStoppedCleanly(ServiceHistory history) {
        return history.status().filter(StepRunEffects::isStoppedCleanly).isPresent();
    }

    private static boolean isStoppedCleanly(ServiceStatus status) {
        boolean stopped = status.state() == ServiceState.STOPPED || status.state() == ServiceState.MASKED;
        return stopped && (status.result().isEmpty() || status.result().equals("success"));
    }
}
