package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.JsonRows;
import java.util.Map;

/**
 * A line of {@code systemctl list-unit-files}: an installed unit file. Immutable.
 *
 * @param name the file's name, which is that of a unit or a template
 * @param enablement whether the unit is started at boot or login
 */
public record ListedUnitFile(String name, EnablementState enablement) {

    static ListedUnitFile of(Map<String, String> row) {
        return new ListedUnitFile(
                JsonRows.required(row, "unit_file"), EnablementState.of(JsonRows.required(row, "state")));
    }
}
