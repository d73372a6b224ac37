package io.github.servicehandler.watchdog;

import java.util.Set;

/** A condition that holds while a condition holds for another service. */
final class OtherServiceCondition extends Condition {

    private final ServiceReference service;
    private final Condition condition;

    OtherServiceCondition(ServiceReference service, Condition condition) {
        this.service = service;
        this.condition = condition;
        if (!condition.sensors().isEmpty() || !condition.patterns().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + condition + "\" needs readings or log lines, which are not available for another service;"
                            + " write a rule for " + service + " instead");
        }
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        ServiceSnapshot other = snapshot.of(service.watchedUnit());
        return other == null ? Evaluation.unknown(service + " is not watched") : condition.evaluate(other);
    }

    @Override
    boolean isMomentary() {
        return condition.isMomentary();
    }

    @Override
    Set<ServiceReference> references() {
        return Set.of(service);
    }

    @Override
    Condition bind(ServiceNames names) {
        return new OtherServiceCondition(names.bind(service), condition.bind(names));
    }

    @Override
    public String toString() {
        return "service " + service + " " + CompositeCondition.bracketed(condition);
    }
}
