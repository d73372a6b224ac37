package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What an order changes about the services that it affects, from the decision to its end. Not thread-safe. */
final class StepRunEffects {

    private final SupervisedServices ward;

    StepRunEffects(SupervisedServices ward) {
        this.ward = ward;
    }

    /** Marks the services as busy. The quarantine of an order begins earlier, when the trial decides. */
    void decided(StepRun order) {
        if (order.stage().orders()) {
            ward.firings().add(order.fired().at());
            order.affected().forEach(unit -> ward.guard(unit).begin(order.rule().name()));
        }
    }

    /** Undoes what the decision alone has changed. */
    void takenBack(StepRun order) {
        if (order.stage().orders()) {
            ward.firings().remove(order.fired().at());
        }
        endQuarantine(order);
        free(order, Instant.MIN);
    }

    /**
     * Marks services as stopped by a rule before the order stops them: if their start fails, no person has stopped
     * them.
     */
    void begun(StepRun order) {
        order.others().stream()
                .filter(unit -> ward.history(unit).state().isActive())
                .forEach(unit -> ward.guard(unit).stoppedByRule(true));
        UnitName unit = order.service().unitName();
        // a service that a person has stopped counts as such, whatever else is done about it
        if (order.stage().orders() && !isStoppedCleanly(ward.history(unit))) {
            ward.guard(unit).stoppedByRule(true);
        }
    }

    /** @param done how many of the order's actions succeeded */
    void ended(StepRun order, int done, Instant now) {
        Duration grace = order.rule().restraint().grace();
        free(order, grace.isZero() ? Instant.MIN : now.plus(grace));
        if (order.stage().has(Action.Kind.DOWN)) {
            ward.guard(order.service().unitName()).stoppedByRule(true);
        }
        if (!order.stage().hasAmongFirst(done, Action.Kind.QUARANTINE)) {
            endQuarantine(order);
        }
    }

    /** Ends the quarantine that came with the decision, and no other. */
    private void endQuarantine(StepRun order) {
        if (order.quarantines()) {
            ward.guard(order.service().unitName()).endQuarantineBy(order.rule().name());
        }
    }

    private void free(StepRun order, Instant graceUntil) {
        if (order.stage().orders()) {
            order.affected().forEach(unit -> ward.guard(unit).end(graceUntil));
        }
    }

    /** Returns whether an order has left one of some services down. */
    boolean haveLeftDown(Collection<UnitName> units) {
        return units.stream()
                .anyMatch(unit -> ward.guard(unit).isStoppedByRule()
                        && ward.history(unit).state().isDown());
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
