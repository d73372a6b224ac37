package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.internal.text.DisplayName;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services that a rule is for: a pattern of units, a unit, or a name for people. A name is replaced by its unit
 * when the rule becomes part of a watchdog; see {@link ServiceNames#bind(ServicePattern)}.
 *
 * @param text the text of the rule
 * @param units the pattern; {@code null} if the text can only be a name, which is not yet replaced
 */
record ServicePattern(String text, @Nullable UnitPattern units) {

    /** @throws IllegalArgumentException if the text can be neither a pattern nor a name */
    static ServicePattern of(String text) {
        try {
            return new ServicePattern(text, UnitPattern.of(text));
        } catch (IllegalArgumentException e) {
            if (!DisplayName.isValid(text)) {
                throw e;
            }
            return new ServicePattern(text, null);
        }
    }

    /** Returns the pattern of the service that the text is the name of. */
    ServicePattern to(ServiceHandler service) {
        return new ServicePattern(text, UnitPattern.of(service.unitName().toString()));
    }

    /** Returns whether this is about one service, which must therefore be watched. */
    boolean isOne() {
        return units == null || units.isName();
    }

    /** Returns those of the units that match. */
    Set<UnitName> matching(Set<UnitName> all) {
        if (units == null) {
            return Set.of();
        }
        if (units.isName()) {
            // there may be thousands of names, so that each must not be compared with all units
            UnitName unit = UnitName.of(units.glob());
            return all.contains(unit) ? Set.of(unit) : Set.of();
        }
        return all.stream().filter(units::matches).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public String toString() {
        return text;
    }
}
