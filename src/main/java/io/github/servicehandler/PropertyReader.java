package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A reader of any properties of one unit, which must exist. */
final class PropertyReader {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,254}");

    /** The properties that show whether the unit exists. */
    private static final List<String> OF_STATE = List.of("Id", "LoadState", "ActiveState", "SubState");

    private final ManagerClient client;
    private final UnitName unit;

    PropertyReader(ManagerClient client, UnitName unit) {
        this.client = client;
        this.unit = unit;
    }

    /**
     * Reads properties, and returns those that were asked for, in that order.
     *
     * @param names the names of the properties; all of them if there is none
     */
    UnitProperties read(List<String> names) {
        names.forEach(PropertyReader::check);
        Set<String> asked = new LinkedHashSet<>(names);
        if (!names.isEmpty()) {
            asked.addAll(OF_STATE);
        }
        UnitProperties all = client.properties(unit, List.copyOf(asked));
        if (new ServiceStatus(unit, all).state() == ServiceState.NOT_FOUND) {
            throw MissingUnit.exception(
                    unit.toString(), client.address(), client.commands().show(List.of(unit), List.copyOf(asked)));
        }
        return names.isEmpty() ? all : select(all, new LinkedHashSet<>(names));
    }

    /** @throws IllegalArgumentException if no property can have that name */
    static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(VisibleText.quoted(name)
                    + " is not the name of a property: it has letters and digits only and begins with a capital"
                    + " letter, as in MemoryMax");
        }
    }

    private static UnitProperties select(UnitProperties all, Set<String> names) {
        List<String> namesAndValues = new ArrayList<>();
        for (String name : names) {
            for (String value : all.all(name)) {
                namesAndValues.add(name);
                namesAndValues.add(value);
            }
        }
        return UnitProperties.ofPairs(namesAndValues);
    }
}
