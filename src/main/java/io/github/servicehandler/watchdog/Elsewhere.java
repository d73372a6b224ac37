package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Set;

/** Holds while a condition holds for another service. */
final class Elsewhere extends Condition {

    private final UnitName unit;
    private final Condition condition;

    Elsewhere(String unit, Condition condition) {
        this.unit = UnitName.of(unit);
        this.condition = condition;
        if (!condition.sensors().isEmpty() || !condition.patterns().isEmpty()) {
            throw new IllegalArgumentException("of another service only its states can be asked, not \"" + condition
                    + "\": make a rule for " + unit);
        }
    }

    @Override
    Finding examine(Snapshot snapshot) {
        Snapshot other = snapshot.of(unit);
        return other == null ? Finding.unknown(unit + " is not watched") : condition.examine(other);
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
        return "service " + unit + " " + Compound.bracketed(condition);
    }
}
