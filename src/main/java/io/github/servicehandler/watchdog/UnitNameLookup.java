package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Optional;

/** Looks for units by texts that need not be names of units. */
final class UnitNameLookup {

    private UnitNameLookup() {}

    /** Returns the name that is written just so; empty if the text is no complete name of a unit. */
    static Optional<UnitName> exact(String text) {
        try {
            return Optional.of(UnitName.of(text)).filter(name -> name.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
