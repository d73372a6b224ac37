package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The questions that the library asks a manager. The answers are the words that systemctl prints, whichever way they
 * come. All methods throw a {@link io.github.servicehandler.command.CommandException} if there is no answer.
 * Implementations are thread-safe.
 */
public interface ManagerQueries {

    /**
     * Reads properties of each unit, and returns what {@code reader} makes of them, in the order of the names. A unit
     * that is not loaded costs the manager some milliseconds.
     *
     * @param properties the names of the properties to read; all if there is none
     * @param reader refuses properties with an {@link IllegalArgumentException}, which is reported with the command
     */
    <T> List<T> show(List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader);

    /**
     * Reads properties like {@link #show}, but need not read those of units that the manager has not loaded.
     *
     * @param units primary names of units
     * @return for each unit what {@code reader} makes of its properties, or empty if it is not loaded and not read
     */
    default <T> List<Optional<T>> showLoaded(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        return show(units, properties, reader).stream().map(Optional::of).toList();
    }

    /** Returns the given properties of a unit. */
    default UnitProperties properties(UnitName unit, List<String> names) {
        return show(List.of(unit), names, (name, shown) -> shown).get(0);
    }

    /**
     * Returns an entry for each loaded unit that matches.
     *
     * @param entry makes an entry of a row; refuses one with an {@link IllegalArgumentException}
     */
    <T> List<T> listUnits(List<String> patterns, Function<Map<String, String>, T> entry);

    /**
     * Returns an entry for each installed unit file that matches.
     *
     * @param entry makes an entry of a row; refuses one with an {@link IllegalArgumentException}
     */
    <T> List<T> listUnitFiles(List<String> patterns, Function<Map<String, String>, T> entry);

    /** Returns properties of the manager itself. */
    UnitProperties managerProperties(String... names);

    /** Returns the manager's major version. */
    default int version() {
        return ManagerVersion.of(managerProperties("Version"));
    }
}
