package io.github.servicehandler.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An observer of the properties of the units in scripts. Reading them makes the manager load units that it has
 * unloaded.
 */
@FunctionalInterface
interface FuzzObserver {

    List<String> UNITS = Stream.concat(
                    FuzzUnits.SERVICES.stream().map(name -> name + ".service"),
                    Stream.of(FuzzUnits.INSTANCE, FuzzUnits.TARGET))
            .toList();

    List<String> COMPARED = List.of(
            "LoadState",
            "ActiveState",
            "SubState",
            "Result",
            "NRestarts",
            "UnitFileState",
            "ExecMainCode",
            "ExecMainStatus",
            "ConditionResult",
            "NeedDaemonReload");

    List<String> REQUESTED = Stream.concat(COMPARED.stream(), Stream.of("Job", "MainPID", "RestartUSec"))
            .toList();

    /** Returns the properties {@link #REQUESTED} of each unit, as {@code systemctl show} prints them. */
    Map<String, Map<String, String>> units();

    /** Closes the observer, which may hold a connection. */
    default void close() {}
}
