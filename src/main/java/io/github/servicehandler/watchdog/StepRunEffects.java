package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** The effects of step runs on the holds of services, from the decision to the end. Not thread-safe. */
final class StepRunEffects {

    private final SupervisedServices services;

    StepRunEffects(SupervisedServices services) {
        this.services = services;
    }

    /** Marks the services as busy. A quarantine has already begun, when the rule instance decided. */
    void decided(StepRun stepRun) {
        if (stepRun.step().hasOrder()) {
            services.firings().add(stepRun.fired().at());
            stepRun.affected().forEach(unit -> services.holds(unit).markBusy(stepRun.fired()));
        }
    }

    /** Undoes the effects of the decision. */
    void withdrawn(StepRun stepRun) {
        if (stepRun.step().hasOrder()) {
            services.firings().remove(stepRun.fired().at());
        }
        endQuarantine(stepRun);
        stepRun.affected().forEach(unit -> services.holds(unit).markIdle(stepRun.fired()));
    }

    /**
     * Marks services as stopped by a rule before the step stops them: if they do not start again, no person has stopped
     * them.
     */
    void started(StepRun stepRun, Instant now) {
        stepRun.others().stream()
                .filter(unit -> services.history(unit).state().isActive())
                .forEach(unit -> services.holds(unit).stoppedByRule(true));
        UnitName unit = stepRun.service().unitName();
        // a service that a person has stopped keeps that mark, whatever a rule does
        boolean isStopped = services.holds(unit).isStoppedByOther() || StopEvidence.isStopped(services.history(unit));
        if (stepRun.step().hasOrder() && !isStopped) {
            services.holds(unit).stoppedByRule(true);
        }
        if (stepRun.step().hasOrder()) {
            stepRun.affected().forEach(other -> beginStops(other, stepRun, now));
        }
    }

    private void beginStops(UnitName unit, StepRun stepRun, Instant now) {
        boolean mayStopWithOthers =
                !stepRun.others().isEmpty() && services.history(unit).state().isActive();
        services.holds(unit).expectedStops().stepBegins(mayStopWithOthers, now);
    }

    /** Frees the other services of the step run, which does nothing more to them although it has not ended. */
    void finishedWithOthers(StepRun stepRun, Instant now) {
        free(stepRun.others(), stepRun, now);
    }

    /** @param done how many of the actions succeeded */
    void finished(StepRun stepRun, int done, Instant now) {
        free(stepRun.affected(), stepRun, now);
        if (!stepRun.step().hasAmongFirst(done, Action.Kind.QUARANTINE)) {
            endQuarantine(stepRun);
        }
    }

    /** Ends the work on services, as far as it has not been ended before. */
    private void free(Collection<UnitName> units, StepRun stepRun, Instant now) {
        Duration grace = stepRun.rule().limits().grace();
        units.stream()
                .map(services::holds)
                .filter(holds -> holds.isBusyWith(stepRun.fired()))
                .forEach(holds -> {
                    holds.expectedStops().stepEnds(now);
                    holds.extendGrace(grace.isZero() ? Instant.MIN : now.plus(grace));
                    holds.markIdle(stepRun.fired());
                });
    }

    /** Ends the quarantine that began with this decision, and no other. */
    private void endQuarantine(StepRun stepRun) {
        if (stepRun.quarantines()) {
            services.holds(stepRun.service().unitName())
                    .endQuarantineBy(stepRun.rule().name());
        }
    }

    /** Returns whether a step run has left one of the services down. */
    boolean isAnyLeftDown(Collection<UnitName> units) {
        return units.stream()
                .anyMatch(unit -> services.holds(unit).isStoppedByRule()
                        && services.history(unit).state().isDown());
    }
}
