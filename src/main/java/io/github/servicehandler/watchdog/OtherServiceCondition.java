package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Set;

/** Holds while a condition holds for another service. */
final class OtherServiceCondition extends Condition {

    private final UnitName unit;
    private final Condition condition;

    OtherServiceCondition(String unit, Condition condition) {
        this.unit = UnitName.of(unit);
        this.condition = condition;
        if (!condition.sensors().isEmpty() || !condition.patterns().isEmpty()) {
            throw new IllegalArgumentException("of another service only its states can be asked, not \"" + condition
                    + "\": make a rule for " + unit);
        }
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        ServiceSnapshot other = snapshot.of(unit);
        return other == null ? Evaluation.unknown(unit + " is not watched") : condition.evaluate(other);
    }

    @Override
    boolean isMomentary() {
        return condition.isMomentary();
    }

    @Override
    Set<UnitName> others() {
        return Set.of(unit);
    }

    @Override
    public String toString() {
        return "service " + unit + " " + CompositeCondition.bracketed(condition);
    }
}
