package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** The dispatcher of calls to systemd's objects. It handles the interfaces that all objects have in common. */
final class BusObjectRouter {

    private static final String ERROR = "org.freedesktop.DBus.Error.";

    private final Manager manager;
    private final FakeBus bus;
    private final ManagerObject managerObject;

    BusObjectRouter(Manager manager, FakeBus bus, Predicate<Message> isPermitted) {
        this.manager = manager;
        this.bus = bus;
        this.managerObject = new ManagerObject(manager, bus, isPermitted);
    }

    void handle(BusConversation client, Message call) {
        try {
            switch (call.interfaceName()) {
                case "org.freedesktop.DBus.Peer" -> handlePeer(client, call);
                case "org.freedesktop.DBus.Properties" -> handleProperties(client, call);
                default -> handleManager(client, call);
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

    private void handlePeer(BusConversation client, Message call) {
        if (call.member().equals("Ping")) {
            bus.answer(client, call, "");
        } else {
            bus.refuseUnknown(client, call);
        }
    }

    private void handleManager(BusConversation client, Message call) throws BusError {
        if (!call.path().equals(ObjectPaths.MANAGER) && !ObjectPaths.isUnit(call.path())) {
            throw new BusError("UnknownObject", "Unknown object '" + call.path() + "'.");
        }
        boolean isManagerCall =
                call.path().equals(ObjectPaths.MANAGER) && call.interfaceName().equals(BusInterface.MANAGER.name());
        if (!isManagerCall || !managerObject.handle(client, call)) {
            bus.refuseUnknown(client, call);
        }
    }

    private void handleProperties(BusConversation client, Message call) throws BusError {
        String interfaceName = call.value(0, String.class);
        switch (call.member()) {
            case "Get" -> {
                String property = call.value(1, String.class);
                Variant value = ObjectPaths.isJob(call.path())
                        ? ofJob(call.path(), property)
                        : get(call.path(), interfaceName, property);
                bus.answer(client, call, "v", value);
            }
            case "GetAll" -> bus.answer(client, call, "a{sv}", getAll(call.path(), interfaceName));
            default -> bus.refuseUnknown(client, call);
        }
    }

    private Variant get(String path, String interfaceName, String property) throws BusError {
        for (BusInterface busInterface : interfaces(path)) {
            if (busInterface.name().equals(interfaceName) && busInterface.type(property) != null) {
                Variant value = values(path, busInterface, Set.of(property)).get(property);
                return Objects.requireNonNull(value, property);
            }
        }
        throw new BusError("UnknownProperty", "Unknown interface " + interfaceName + " or property " + property + ".");
    }

    private Variant ofJob(String path, String property) throws BusError {
        Job job = manager.jobs().queued().stream()
                .filter(queued -> ObjectPaths.of(queued).equals(path))
                .findFirst()
                .orElseThrow(() -> new BusError("UnknownObject", "Unknown object '" + path + "'."));
        Variant constant = ShowToBusConverter.constantsOf(job).get(property);
        Variant value = constant == null ? ShowToBusConverter.of(job).get(property) : constant;
        if (value == null) {
            throw new BusError("UnknownProperty", "Unknown property " + property + ".");
        }
        return value;
    }

    private Map<String, Variant> getAll(String path, String interfaceName) throws BusError {
        Map<String, Variant> all = new LinkedHashMap<>();
        boolean found = false;
        for (BusInterface busInterface : interfaces(path)) {
            if (interfaceName.isEmpty() || busInterface.name().equals(interfaceName)) {
                all.putAll(values(path, busInterface, busInterface.properties()));
                found = true;
            }
        }
        if (!found) {
            throw new BusError("UnknownInterface", "Unknown interface '" + interfaceName + "'.");
        }
        return all;
    }

    private List<BusInterface> interfaces(String path) throws BusError {
        return path.equals(ObjectPaths.MANAGER) ? List.of(BusInterface.MANAGER) : BusInterface.of(unit(path));
    }

    private Map<String, Variant> values(String path, BusInterface busInterface, Set<String> wanted) throws BusError {
        return path.equals(ObjectPaths.MANAGER)
                ? ShowToBusConverter.ofManager(manager, wanted)
                : ShowToBusConverter.of(unit(path), busInterface, wanted);
    }

    /** Returns the unit of an object path, and loads it if it is not in memory. */
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
