package io.github.servicehandler.internal.systemctl;

import java.util.List;
import java.util.stream.Stream;

/** The names of the properties that make up a unit's status. */
public final class StatusProperties {

    /** All of them. Never {@code Environment}: it may hold secrets. */
    public static final List<String> ALL = List.of(
            "Id",
            "Names",
            "Description",
            "LoadState",
            "LoadError",
            "ActiveState",
            "SubState",
            "FreezerState",
            "Job",
            "Result",
            "Type",
            "RemainAfterExit",
            "MainPID",
            "NRestarts",
            "InvocationID",
            "ExecMainCode",
            "ExecMainStatus",
            "ExecMainExitTimestampMonotonic",
            "StatusText",
            "StateChangeTimestamp",
            "StateChangeTimestampMonotonic",
            "InactiveExitTimestampMonotonic",
            "InactiveEnterTimestampMonotonic",
            "ActiveExitTimestampMonotonic",
            "ConditionResult",
            "ConditionTimestampMonotonic",
            "StartLimitBurst",
            "MemoryCurrent",
            "CPUUsageNSec",
            "TasksCurrent",
            "UnitFileState",
            "FragmentPath",
            "DropInPaths",
            "NeedDaemonReload",
            "CanReload");

    /** Those that change without a signal on the bus. */
    private static final List<String> UNANNOUNCED =
            List.of("MemoryCurrent", "CPUUsageNSec", "TasksCurrent", "NeedDaemonReload");

    /** Those that a service has, and some units of other types; they do not change without a signal on the bus. */
    public static final List<String> OF_TYPE = List.of(
            "Result",
            "Type",
            "RemainAfterExit",
            "MainPID",
            "NRestarts",
            "ExecMainCode",
            "ExecMainStatus",
            "ExecMainExitTimestampMonotonic",
            "StatusText");

    /** Those that a unit of any type has and that do not change without a signal on the bus. */
    public static final List<String> OF_UNIT = ALL.stream()
            .filter(name -> !OF_TYPE.contains(name) && !UNANNOUNCED.contains(name))
            .toList();

    /** Those that a service has and that do not change without a signal on the bus: first {@link #OF_UNIT}. */
    public static final List<String> ANNOUNCED =
            Stream.of(OF_UNIT, OF_TYPE).flatMap(List::stream).toList();

    private StatusProperties() {}
}
