package io.github.servicehandler.watch;

import io.github.servicehandler.bus.Message;
import io.github.servicehandler.bus.SystemdBus;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import java.util.List;

/** Writes the calls that a watch makes of a manager. Sends nothing. */
final class ManagerCalls {

    private ManagerCalls() {}

    /**
     * Asks for what does not matter: the answer comes after everything that was sent before. {@code Ping} would not do, since
     * systemd-stdio-bridge answers that itself.
     */
    static Message anything() {
        return SystemdBus.get(SystemdBus.MANAGER_PATH, SystemdBus.MANAGER, "Version");
    }

    static Message getAllOfUnit(String path) {
        return SystemdBus.getAll(path, SystemdBus.UNIT);
    }

    /** Asks for one property of those that the unit's type has, on the interface of that type. */
    static Message getOfType(String path, UnitName unit, String property) {
        String suffix = unit.type().suffix();
        String type = SystemdBus.NAME + "." + Character.toUpperCase(suffix.charAt(1)) + suffix.substring(2);
        return SystemdBus.get(path, type, property);
    }

    /** Asks whether a unit is enabled, without having it loaded. */
    static Message getUnitFileState(String unit) {
        return SystemdBus.manager("GetUnitFileState").withBody("s", unit);
    }

    static Message listUnits(Collection<String> patterns) {
        return list("ListUnitsByPatterns", patterns);
    }

    static Message listUnitFiles(Collection<String> patterns) {
        return list("ListUnitFilesByPatterns", patterns);
    }

    private static Message list(String method, Collection<String> patterns) {
        List<String> anyState = List.of();
        return SystemdBus.manager(method).withBody("asas", anyState, List.copyOf(patterns));
    }
}
