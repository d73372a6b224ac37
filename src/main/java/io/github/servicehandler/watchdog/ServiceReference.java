package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.internal.text.DisplayName;
import io.github.servicehandler.unit.UnitName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service that a rule refers to, by its name for people or by its unit. A text that is the name of a watched service
 * is replaced by its unit when the rule becomes part of a watchdog; see {@link ServiceNames#bind(ServiceReference)}.
 *
 * @param text the text of the rule
 * @param unit the unit; {@code null} if the text can only be a name, which is not yet replaced
 * @param shown what people read
 */
record ServiceReference(String text, @Nullable UnitName unit, String shown) {

    /** @throws IllegalArgumentException if the text can be neither a unit nor a name */
    static ServiceReference of(String text) {
        try {
            UnitName unit = UnitName.of(text);
            return new ServiceReference(text, unit, unit.toString());
        } catch (IllegalArgumentException e) {
            if (!DisplayName.isValid(text)) {
                throw e;
            }
            return new ServiceReference(text, null, text);
        }
    }

    /** Returns the reference with the unit of the service that the text stands for. */
    ServiceReference to(ServiceHandler service) {
        return new ServiceReference(text, service.unitName(), service.name());
    }

    /** Returns the unit of a watched service. */
    UnitName watchedUnit() {
        return Objects.requireNonNull(unit, text);
    }

    /** Returns what people read, as a rule file has it. */
    @Override
    public String toString() {
        return RuleFileQuotes.ifNeeded(shown);
    }
}
