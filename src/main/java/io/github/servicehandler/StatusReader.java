package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A reader for the statuses of units in the output of {@code systemctl show}. */
final class StatusReader {

    private StatusReader() {}

    /**
     * Returns a status for each name, in order.
     *
     * @throws IllegalArgumentException if the text is not what systemctl prints for these units
     */
    static List<ServiceStatus> read(String text, List<UnitName> units) {
        List<UnitProperties> blocks = ShowParser.parse(text);
        if (blocks.size() != units.size()) {
            throw new IllegalArgumentException("expected " + units.size() + " units, but found " + blocks.size());
        }
        List<ServiceStatus> statuses = new ArrayList<>(units.size());
        for (int i = 0; i < blocks.size(); i++) {
            statuses.add(status(units.get(i), blocks.get(i)));
        }
        return statuses;
    }

    private static ServiceStatus status(UnitName unit, UnitProperties properties) {
        ServiceStatus status = new ServiceStatus(unit, properties);
        List<String> names = Arrays.asList(properties.text("Names").split(" "));
        if (!status.id().equals(unit.toString()) && !names.contains(unit.toString())) {
            throw new IllegalArgumentException("expected " + unit + ", but found " + status.id());
        }
        return status;
    }
}
