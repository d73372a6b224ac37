package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Selection of properties by their names. */
public final class PropertySelection {

    private PropertySelection() {}

    /**
     * Returns the properties that have a value, in the order of the names.
     *
     * @param values returns the value of a property, or {@code null} if it has none
     */
    public static UnitProperties of(List<String> names, Function<String, @Nullable String> values) {
        List<String> namesAndValues = new ArrayList<>(2 * names.size());
        for (String name : names) {
            String value = values.apply(name);
            if (value != null) {
                namesAndValues.add(name);
                namesAndValues.add(value);
            }
        }
        return UnitProperties.ofPairs(namesAndValues);
    }
}
