package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;

/** The unit that another unit starts. */
final class TriggeredUnit {

    private TriggeredUnit() {}

    /** Returns the full name of a unit that a unit of another type can start. */
    static String checkedName(String unit, UnitType trigger) {
        UnitName name = UnitName.of(unit);
        if (name.type() == trigger) {
            throw new IllegalArgumentException(
                    "a " + trigger.suffix() + " unit cannot start another one: " + VisibleText.quoted(unit));
        }
        return name.toString();
    }
}
