package io.github.servicehandler.internal.text;

import java.util.HashMap;
import java.util.Map;

/** A set of names for people, none of which stands for two units. Not thread-safe. */
public final class DistinctNames {

    private final Map<String, String> unitOf = new HashMap<>();

    /**
     * Adds the name of a unit.
     *
     * @throws IllegalArgumentException if it is the name of another unit, too
     */
    public void add(String name, String unit) {
        String other = unitOf.putIfAbsent(name, unit);
        if (other != null && !other.equals(unit)) {
            throw new IllegalArgumentException("there are two services named " + VisibleText.quoted(name) + ", " + other
                    + " and " + unit + "; give each a name of its own");
        }
    }
}
