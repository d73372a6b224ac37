package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.JsonRows;
import io.github.servicehandler.unit.UnitName;
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

    /**
     * Returns whether the file is a template, such as {@code bot@.service}. A template cannot run, only instances of it
     * can, so {@link Systemd#service} refuses its name.
     *
     * @return {@code true} for a template
     */
    public boolean isTemplate() {
        return UnitName.of(name).isTemplate();
    }
}
