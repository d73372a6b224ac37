package io.github.servicehandler;

import io.github.servicehandler.internal.text.DisplayName;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rules for the units and the names that handlers are made of. */
final class HandlerNames {

    private HandlerNames() {}

    /**
     * Returns the unit name that a text stands for.
     *
     * @throws IllegalArgumentException if it stands for none, or for a template, which cannot run
     */
    static UnitName runnable(String text) {
        UnitName unit = UnitName.of(text);
        if (unit.isTemplate()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is a template, which cannot run; use an instance of it, such as " + unit.withInstance("1"));
        }
        return unit;
    }

    /**
     * Checks the name of a handler. A name that ends like that of a unit is refused: a reader would take it for the
     * unit, and it may be a unit that was passed in place of the name.
     *
     * @throws IllegalArgumentException if the name does not follow the rules
     */
    static void check(String name, String unit) {
        DisplayName.require(name);
        int dot = name.lastIndexOf('.');
        boolean endsLikeUnit =
                dot >= 0 && UnitType.ofSuffix(name.substring(dot)).isPresent();
        if (endsLikeUnit && !name.equals(unit) && !name.equals(unit + UnitType.SERVICE.suffix())) {
            throw new IllegalArgumentException("name " + VisibleText.quoted(name)
                    + " must not end like the name of a unit; the arguments are the name and then the unit, as in"
                    + " (\"Bot\", \"MyBot.service\"), but the unit was " + VisibleText.quoted(unit));
        }
    }

    /** @throws IllegalArgumentException if two handlers are for the same unit */
    static void requireDistinctUnits(Collection<ServiceHandler> handlers) {
        Map<UnitName, ServiceHandler> byUnit = new HashMap<>();
        for (ServiceHandler handler : handlers) {
            ServiceHandler other = byUnit.put(handler.unitName(), handler);
            if (other != null) {
                throw new IllegalArgumentException("there are two names for " + handler.unitName() + ": "
                        + VisibleText.quoted(other.name()) + " and " + VisibleText.quoted(handler.name()));
            }
        }
    }
}
