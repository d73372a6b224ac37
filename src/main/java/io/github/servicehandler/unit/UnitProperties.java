package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.QuotedWords;
import io.github.servicehandler.internal.text.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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
     * Returns a property that is a list, such as {@code SupplementaryGroups} or {@code Documentation}. Words may be in
     * double quotes, with backslashes.
     *
     * @param name the property's name
     * @return the words without their quotes; empty if there is none, or if the property was not printed
     */
    public List<String> words(String name) {
        return List.copyOf(QuotedWords.split(text(name)));
    }

    /**
     * Returns a property that is a list of units, such as {@code Requires}, {@code After}, {@code RequiredBy},
     * {@code Triggers} or {@code TriggeredBy}.
     *
     * @param name the property's name
     * @return the units' names; empty if there is none, or if the property was not printed
     * @throws IllegalArgumentException if a word of the list is not the name of a unit
     */
    public List<UnitName> units(String name) {
        return words(name).stream().map(UnitName::of).toList();
    }

    /**
     * Returns the property {@code Environment}: the variables that the unit's file and its drop-ins set. Those of
     * {@code EnvironmentFile=} and of the manager are not among them. Mind that values may be secrets.
     *
     * @return the values by the names of the variables; empty if the property was not printed
     */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : words("Environment")) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        return Collections.unmodifiableMap(variables);
    }

    /**
     * Returns a property that is a point in time, such as {@code ActiveEnterTimestamp}.
     *
     * @param name the property's name
     * @return the time; empty if there is none, or if the property was not printed in UTC. It is exact to the
     *     microsecond with systemd 248 and newer, and to the second with older versions
     */
    public Optional<Instant> time(String name) {
        return Timestamps.parse(text(name));
    }

    /**
     * Returns the names of the properties.
     *
     * @return the names in the order printed, each of them once
     */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add(namesAndValues[i]);
        }
        return Collections.unmodifiableSet(names);
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
