package io.github.servicehandler.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A unit's properties as {@code systemctl show} prints them: names and values, in the order printed. Immutable.
 *
 * <p>A name may occur more than once ({@code ExecStart}, {@code EnvironmentFiles}, …); all occurrences are kept.
 * systemctl(1) and org.freedesktop.systemd1(5) describe the properties.
 */
public final class UnitProperties {

    /** The texts by which systemd expresses that there is no number. */
    private static final List<String> NO_NUMBER =
            List.of("", "[not set]", "[no data]", "n/a", "infinity", "18446744073709551615");

    /** Name, value, name, value, …: this is the cheapest to create, and a status reads each property only once. */
    private final String[] namesAndValues;

    private UnitProperties(String... namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    /**
     * Returns properties made from a map, for example in tests.
     *
     * @param properties the names and values
     * @return the properties, in the map's order
     */
    public static UnitProperties of(Map<String, String> properties) {
        List<String> flat = new ArrayList<>();
        properties.forEach((name, value) -> {
            flat.add(name);
            flat.add(Objects.requireNonNull(value, name));
        });
        return new UnitProperties(flat.toArray(String[]::new));
    }

    /**
     * Returns properties made from a list; a name may occur in it more than once.
     *
     * @param namesAndValues a name, its value, the next name, its value, and so on
     * @return the properties, in the list's order
     * @throws IllegalArgumentException if the last name has no value
     */
    public static UnitProperties ofPairs(List<String> namesAndValues) {
        if (namesAndValues.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "the name \"" + namesAndValues.get(namesAndValues.size() - 1) + "\" has no value");
        }
        return new UnitProperties(namesAndValues.toArray(String[]::new));
    }

    /**
     * Returns the first value of a property.
     *
     * @param name the property's name, such as {@code MainPID}
     * @return the value, which may be an empty text; an empty {@code Optional} if the property was not printed
     */
    public Optional<String> get(String name) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return Optional.of(namesAndValues[i + 1]);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the first value of a property, or an empty text if the property was not printed.
     *
     * @param name the property's name
     * @return the value
     */
    public String text(String name) {
        return get(name).orElse("");
    }

    /**
     * Returns every value of a property that may occur more than once.
     *
     * @param name the property's name, such as {@code ExecStart}
     * @return the values in the order printed; empty if there is none
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                values.add(namesAndValues[i + 1]);
            }
        }
        return List.copyOf(values);
    }

    /**
     * Returns a property as a whole number.
     *
     * @param name the property's name
     * @return the number; empty if the property was not printed or its text is not a number. Systemd's texts for a
     *     missing or unlimited number, such as {@code [not set]} and {@code infinity}, give an empty result too
     */
    public OptionalLong number(String name) {
        String value = text(name);
        if (NO_NUMBER.contains(value)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Returns whether a property's value is {@code yes}.
     *
     * @param name the property's name
     * @return whether it is; {@code false} if the property was not printed
     */
    public boolean yes(String name) {
        return text(name).equals("yes");
    }

    /**
     * Returns the number of values.
     *
     * @return the number of printed properties, including repeated ones
     */
    public int size() {
        return namesAndValues.length / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitProperties that && List.of(namesAndValues).equals(List.of(that.namesAndValues));
    }

    @Override
    public int hashCode() {
        return List.of(namesAndValues).hashCode();
    }

    /** Returns only the names: values may contain secrets, and this text may end up in logs. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add(namesAndValues[i]);
        }
        return "UnitProperties" + names;
    }
}
