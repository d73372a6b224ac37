package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Set;

/** A condition that holds while a condition holds for another service. */
final class OtherServiceCondition extends Condition {

    private final UnitName unit;
    private final Condition condition;

    OtherServiceCondition(String unit, Condition condition) {
        this.unit = UnitName.of(unit);
        this.condition = condition;
        if (!condition.sensors().isEmpty() || !condition.patterns().isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + condition + "\" needs readings or log lines, which are not available for another service;"
                            + " write a rule for " + unit + " instead");
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
