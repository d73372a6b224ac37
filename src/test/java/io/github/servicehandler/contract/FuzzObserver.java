package io.github.servicehandler.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the properties of the units that scripts are about, which makes the manager load those that it has forgotten.
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

    List<String> ASKED = Stream.concat(COMPARED.stream(), Stream.of("Job", "MainPID", "RestartUSec"))
            .toList();

    /** Returns those properties of each unit that are asked for, in the words of {@code systemctl show}. */
    Map<String, Map<String, String>> units();
}
