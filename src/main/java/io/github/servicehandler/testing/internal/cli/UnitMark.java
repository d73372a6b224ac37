package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.units.Unit;

/** The mark in front of a unit, by which systemctl shows the unit's state. Before 248, every unit had the same mark. */
final class UnitMark {

    /** The mark of a unit that is active, and of one whose state does not matter. */
    static final String PLAIN = "●";

    private UnitMark() {}

    static String of(Unit unit) {
        if (!unit.context.quirks().marksStates()) {
            return PLAIN;
        }
        return switch (unit.activeState()) {
            case INACTIVE, MAINTENANCE -> "○";
            case FAILED -> "×";
            case RELOADING -> "↻";
            default -> PLAIN;
        };
    }
}
