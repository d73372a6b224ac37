package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.JsonRows;
import java.util.Map;

/**
 * Is a line of {@code systemctl list-units}: a unit that the manager has loaded. Immutable.
 *
 * @param name the unit's own name
 * @param loadState systemd's word for whether its file was found and could be used
 * @param activeState systemd's word for its coarse state
 * @param subState systemd's word for its fine state
 * @param description its description
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
     * Returns how the unit is doing, in one word.
     *
     * @return the state
     */
    public ServiceState state() {
        return StateTable.decide(loadState, activeState, subState);
    }
}
