package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Are systemd's objects on the bus: finds out which one is called, and answers what all of them can. */
final class BusObjectRouter {

    private static final String ERROR = "org.freedesktop.DBus.Error.";

    private final Manager manager;
    private final FakeBus bus;
    private final ManagerObject calls;

    BusObjectRouter(Manager manager, FakeBus bus) {
        this.manager = manager;
        this.bus = bus;
        this.calls = new ManagerObject(manager, bus);
    }

    void handle(BusConversation client, Message call) {
        try {
            switch (call.interfaceName()) {
                case "org.freedesktop.DBus.Peer" -> peer(client, call);
                case "org.freedesktop.DBus.Properties" -> properties(client, call);
                default -> manager(client, call);
            }
        } catch (BusError e) {
            bus.refuse(client, call, e.fullName(), e.text());
        } catch (BusException e) {
            bus.refuse(
                    client,
                    call,
                    ERROR + "InvalidArgs",
                    "Invalid arguments '" + call.signature() + "' to call " + call.interfaceName() + "." + call.member()
                            + "().");
        }
        manager.settle();
    }

    private void peer(BusConversation client, Message call) {
        if (call.member().equals("Ping")) {
            bus.answer(client, call, "");
        } else {
            bus.refuseUnknown(client, call);
        }
    }

    private void manager(BusConversation client, Message call) throws BusError {
        if (!call.path().equals(ObjectPaths.MANAGER) && !ObjectPaths.isUnit(call.path())) {
            throw new BusError("UnknownObject", "Unknown object '" + call.path() + "'.");
        }
        boolean ours =
                call.path().equals(ObjectPaths.MANAGER) && call.interfaceName().equals(BusInterface.MANAGER.name());
        if (!ours || !calls.handle(client, call)) {
            bus.refuseUnknown(client, call);
        }
    }

    private void properties(BusConversation client, Message call) throws BusError {
        String interfaceName = call.value(0, String.class);
        switch (call.member()) {
            case "Get" -> {
                String property = call.value(1, String.class);
                Variant value = get(call.path(), interfaceName, property);
                bus.answer(client, call, "v", value);
            }
            case "GetAll" -> bus.answer(client, call, "a{sv}", getAll(call.path(), interfaceName));
            default -> bus.refuseUnknown(client, call);
        }
    }

    private Variant get(String path, String interfaceName, String property) throws BusError {
        for (BusInterface part : parts(path)) {
            if (part.name().equals(interfaceName) && part.type(property) != null) {
                Variant value = values(path, part, Set.of(property)).get(property);
                return Objects.requireNonNull(value, property);
            }
        }
        throw new BusError("UnknownProperty", "Unknown interface " + interfaceName + " or property " + property + ".");
    }

    private Map<String, Variant> getAll(String path, String interfaceName) throws BusError {
        Map<String, Variant> all = new LinkedHashMap<>();
        boolean found = false;
        for (BusInterface part : parts(path)) {
            if (interfaceName.isEmpty() || part.name().equals(interfaceName)) {
                all.putAll(values(path, part, part.properties()));
                found = true;
            }
        }
        if (!found) {
            throw new BusError("UnknownInterface", "Unknown interface '" + interfaceName + "'.");
        }
        return all;
    }

    private List<BusInterface> parts(String path) throws BusError {
        return path.equals(ObjectPaths.MANAGER) ? List.of(BusInterface.MANAGER) : BusInterface.of(unit(path));
    }

    private Map<String, Variant> values(String path, BusInterface part, Set<String> wanted) throws BusError {
        return path.equals(ObjectPaths.MANAGER)
                ? ShowToBusConverter.ofManager(manager, wanted)
                : ShowToBusConverter.of(unit(path), part, wanted);
    }

    /** Returns the unit that a path is for, from its files if it is not in memory. */
    private Unit unit(String path) throws BusError {
        if (!ObjectPaths.isUnit(path)) {
            throw new BusError("UnknownObject", "Unknown object '" + path + "'.");
        }
        String name = ObjectPaths.unitName(path);
        if (UnitNameMangler.type(name).isEmpty() || UnitNameMangler.isTemplate(name)) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is neither a valid invocation ID nor unit name.");
        }
        return manager.load(name);
    }
}
