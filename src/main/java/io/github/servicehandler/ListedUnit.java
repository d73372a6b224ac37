package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.JsonRows;
import io.github.servicehandler.internal.text.VisibleText;
import java.util.Map;

/**
 * A line of {@code systemctl list-units}: a unit that the manager has loaded. Immutable.
 *
 * @param name the unit's primary name
 * @param loadState systemd's word for whether the unit's file was found and could be used
 * @param activeState systemd's word for the general state
 * @param subState systemd's word for the detailed state
 * @param description the unit's description
 */
public record ListedUnit(String name, String loadState, String activeState, String subState, String description) {

    static ListedUnit of(Map<String, String> row) {
        return new ListedUnit(
                JsonRows.required(row, "unit"),
                JsonRows.required(row, "load"),
                JsonRows.required(row, "active"),
                JsonRows.required(row, "sub"),
                row.getOrDefault("description", ""));
    }

    /**
     * Returns the state of the unit.
     *
     * @return the state
     */
    public ServiceState state() {
        return ServiceStateMapping.decide(loadState, activeState, subState);
    }

    /** Returns all parts, with escapes for what a terminal would obey. */
    @Override
    public String toString() {
        return VisibleText.line("ListedUnit[name=" + name + ", loadState=" + loadState + ", activeState=" + activeState
                + ", subState=" + subState + ", description=" + description + "]");
    }
}
