package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.util.Collection;
import java.util.List;

/** The calls that a watch makes to a manager, as messages to be sent. */
public final class ManagerCallFactory {

    private ManagerCallFactory() {}

    /**
     * Returns a call whose reply only marks a point in time: it comes after everything that the manager sent before.
     * {@code Ping} is not suitable, because systemd-stdio-bridge itself replies to it.
     */
    public static Message barrier() {
        return getOfManager("Version");
    }

    public static Message unitPath() {
        return getOfManager("UnitPath");
    }

    /** Returns a call for a property of the manager itself. */
    static Message getOfManager(String property) {
        return SystemdBusNames.get(SystemdBusNames.MANAGER_PATH, SystemdBusNames.MANAGER, property);
    }

    /** Returns a call for the properties of all interfaces of an object. */
    public static Message getAll(String path) {
        return SystemdBusNames.getAll(path, "");
    }

    /** Returns a call for a unit's enablement, which does not load the unit. */
    public static Message getUnitFileState(String unit) {
        return SystemdBusNames.manager("GetUnitFileState").withBody("s", unit);
    }

    public static Message listUnits(Collection<String> patterns) {
        return list("ListUnitsByPatterns", patterns);
    }

    public static Message listUnitFiles(Collection<String> patterns) {
        return list("ListUnitFilesByPatterns", patterns);
    }

    private static Message list(String method, Collection<String> patterns) {
        List<String> anyState = List.of();
        return SystemdBusNames.manager(method).withBody("asas", anyState, List.copyOf(patterns));
    }
}
