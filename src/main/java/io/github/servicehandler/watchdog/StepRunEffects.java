package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Stream;

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
            stepRun.affected()
                    .forEach(
                            unit -> services.holds(unit).markBusy(stepRun.rule().name()));
        }
    }

    /** Undoes the effects of the decision. */
    void withdrawn(StepRun stepRun) {
        if (stepRun.step().hasOrder()) {
            services.firings().remove(stepRun.fired().at());
        }
        endQuarantine(stepRun);
        markIdle(stepRun, Instant.MIN);
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
        boolean runsProgram = stepRun.step().has(Action.Kind.PROGRAM);
        expectedStops(stepRun).forEach(stops -> stops.stepBegins(runsProgram, now));
    }

    /** @param done how many of the actions succeeded */
    void finished(StepRun stepRun, int done, Instant now) {
        Duration grace = stepRun.rule().limits().grace();
        expectedStops(stepRun).forEach(stops -> stops.stepEnds(now));
        markIdle(stepRun, grace.isZero() ? Instant.MIN : now.plus(grace));
        if (stepRun.step().has(Action.Kind.DOWN)) {
            services.holds(stepRun.service().unitName()).stoppedByRule(true);
        }
        if (!stepRun.step().hasAmongFirst(done, Action.Kind.QUARANTINE)) {
            endQuarantine(stepRun);
        }
    }

    /** Returns the expected stops of all services to which the step run gives orders. */
    private Stream<ExpectedStops> expectedStops(StepRun stepRun) {
        return stepRun.step().hasOrder()
                ? stepRun.affected().stream().map(unit -> services.holds(unit).expectedStops())
                : Stream.empty();
    }

    /** Ends the quarantine that began with this decision, and no other. */
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

    /** Returns whether a step run has left one of the services down. */
    boolean isAnyLeftDown(Collection<UnitName> units) {
        return units.stream()
                .anyMatch(unit -> services.holds(unit).isStoppedByRule()
                        && services.history(unit).state().isDown());
    }
}
