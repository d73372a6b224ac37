package io.github.servicehandler.watchdog;

import io.github.servicehandler.unit.UnitName;
import java.util.Optional;

/** Conversion of arbitrary texts to unit names. */
final class UnitNameLookup {

    private UnitNameLookup() {}

    /** Returns the unit name that is exactly the text; empty if the text is not a complete unit name. */
    static Optional<UnitName> exact(String text) {
        try {
            return Optional.of(UnitName.of(text)).filter(name -> name.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
