package io.github.servicehandler;

import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@code systemctl show} prints for some units as their statuses. */
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
            throw new IllegalArgumentException(blocks.size() + " units where " + units.size() + " were asked for");
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
            throw new IllegalArgumentException("another unit where " + unit + " was asked for");
        }
        return status;
    }
}
