package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The properties of a unit that the manager has unloaded, and whose last run it has forgotten. */
public final class UnloadedProperties {

    /** Those that every unit has. */
    public static final Map<String, String> OF_UNIT = Map.of(
            "ActiveState", "inactive",
            "SubState", "dead",
            "InvocationID", "",
            "Job", "",
            "StateChangeTimestamp", "",
            "StateChangeTimestampMonotonic", "0",
            "InactiveExitTimestampMonotonic", "0",
            "InactiveEnterTimestampMonotonic", "0",
            "ConditionResult", "no",
            "ConditionTimestampMonotonic", "0");

    /** Those that not every type of unit has, or that say how the last run ended. */
    public static final Map<String, String> OF_TYPE = Map.of(
            "ActiveExitTimestampMonotonic", "0",
            "Result", "success",
            "MainPID", "0",
            "NRestarts", "0",
            "ExecMainCode", "0",
            "ExecMainStatus", "0",
            "ExecMainExitTimestampMonotonic", "0",
            "StatusText", "");

    private static final String NOT_SET = "[not set]";

    private static final Map<String, String> USAGE =
            Map.of("MemoryCurrent", NOT_SET, "CPUUsageNSec", NOT_SET, "TasksCurrent", NOT_SET);

    private static final String OUTDATED = "NeedDaemonReload";

    private static final Map<String, String> CHANGED = Stream.of(OF_UNIT, OF_TYPE, USAGE, Map.of(OUTDATED, "no"))
            .flatMap(values -> values.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private UnloadedProperties() {}

    /**
     * Returns the properties of a unit as they are while it is not loaded, given those of a status while it is, which
     * may lack those that change without a signal. The manager has then read the files as they are now.
     */
    public static UnitProperties of(UnitProperties loaded) {
        boolean isService = loaded.text("Id").endsWith(".service");
        List<String> namesAndValues = new ArrayList<>();
        for (String name : StatusProperties.ALL) {
            boolean exists =
                    loaded.get(name).isPresent() || name.equals(OUTDATED) || (isService && USAGE.containsKey(name));
            if (exists) {
                namesAndValues.add(name);
                namesAndValues.add(CHANGED.getOrDefault(name, loaded.text(name)));
            }
        }
        return UnitProperties.ofPairs(namesAndValues);
    }
}
