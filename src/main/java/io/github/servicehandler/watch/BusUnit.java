package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.bus.Variant;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the manager's bus tells of a unit. Belongs to the thread that reads the bus. */
final class BusUnit {

    /** What systemd forgets of the last run when it unloads a unit. */
    private static final Map<String, String> UNLOADED = Map.of(
            "ActiveState", "inactive",
            "SubState", "dead",
            "InvocationID", "",
            "StateChangeTimestamp", "",
            "StateChangeTimestampMonotonic", "0",
            "ConditionResult", "no",
            "ConditionTimestampMonotonic", "0");

    private static final Map<String, String> NEVER_RAN = Map.of(
            "Result", "success",
            "MainPID", "0",
            "NRestarts", "0",
            "ExecMainCode", "0",
            "ExecMainStatus", "0",
            "StatusText", "");

    private final UnitName name;
    private final Map<String, String> properties = new HashMap<>();
    private boolean loaded = true;
    private boolean loadedAnew;
    private @Nullable String fileState;

    BusUnit(UnitName name) {
        this.name = name;
    }

    UnitName name() {
        return name;
    }

    /** Returns the unit's own name; the one that was asked for may be an alias. */
    String id() {
        return properties.getOrDefault("Id", name.toString());
    }

    String get(String property) {
        return properties.getOrDefault(property, "");
    }

    void set(String property, String value) {
        properties.put(property, value);
    }

    /** Takes over the values of properties that a status holds. */
    void set(Map<String, Variant> changed) {
        set(Readings.OF_UNIT, changed);
        set(Readings.OF_TYPE, changed);
    }

    private void set(Iterable<String> names, Map<String, Variant> changed) {
        for (String property : names) {
            Variant value = changed.get(property);
            if (value != null) {
                properties.put(property, ShowText.of(property, value));
            }
        }
    }

    /** Notes that the manager has read the unit's files. Next comes what it wants with the unit, if anything. */
    void load() {
        loaded = true;
        loadedAnew = true;
    }

    /** Tells, once, whether what its files say must be read anew: not before the unit is up, or looking would load it again. */
    boolean needsReading() {
        boolean needed = loadedAnew && !get("ActiveState").equals("inactive");
        if (needed) {
            loadedAnew = false;
            // until it is read: what is not there does not come up
            set("LoadState", "loaded");
        }
        return needed;
    }

    /** Notes that the manager has forgotten the unit. */
    void unload() {
        loaded = false;
        loadedAnew = false;
        properties.putAll(UNLOADED);
        NEVER_RAN.forEach(properties::replace);
    }

    /**
     * Notes what {@code GetUnitFileState} says; empty if there is no file.
     *
     * @return whether the manager must be made to read the file again to know how the unit is
     */
    boolean noteFile(String state) {
        boolean changed = !state.equals(fileState);
        fileState = state;
        set("UnitFileState", state);
        if (loaded) {
            return false;
        }
        if (state.isEmpty()) {
            set("LoadState", "not-found");
        } else if (state.startsWith("masked")) {
            set("LoadState", "masked");
        } else {
            return changed && List.of("not-found", "masked").contains(get("LoadState"));
        }
        return false;
    }

    /** Notes that the manager will not say anything of such a unit. */
    void refuse() {
        set("Id", name.toString());
        set("LoadState", "not-found");
        unload();
    }

    /** Returns how the unit is. It must have been read once. */
    ServiceStatus status() {
        Map<String, String> ordered = new LinkedHashMap<>();
        copy(Readings.OF_UNIT, ordered);
        copy(Readings.OF_TYPE, ordered);
        return new ServiceStatus(name, UnitProperties.of(ordered));
    }

    /** Tells whether the unit was read once. */
    boolean isKnown() {
        return properties.containsKey("LoadState");
    }

    private void copy(Iterable<String> names, Map<String, String> to) {
        for (String property : names) {
            String value = properties.get(property);
            if (value != null) {
                to.put(property, value);
            }
        }
    }
}
