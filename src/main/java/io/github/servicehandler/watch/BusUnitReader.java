package io.github.servicehandler.watch;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemdbus.AsyncBusClient;
import io.github.servicehandler.internal.systemdbus.ManagerCallFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A reader of units over the bus, which reports each unit that it has read. */
final class BusUnitReader {

    private final AsyncBusClient client;
    private final UnitIndex units;
    private final Consumer<BusUnitState> onRead;
    private final Map<BusUnitState, CompletableFuture<Void>> pendingFiles = new HashMap<>();

    BusUnitReader(AsyncBusClient client, UnitIndex units, Consumer<BusUnitState> onRead) {
        this.client = client;
        this.units = units;
        this.onRead = onRead;
    }

    /**
     * Reads all properties of a unit. One call reads them together, so that they fit together, and because each call
     * about a unit that is not loaded makes the manager load it.
     */
    CompletableFuture<Void> read(BusUnitState unit) {
        return client.call(
                ManagerCallFactory.getAll(unit.name().busPath()),
                reply -> recordAll(unit, reply),
                () -> recordRefusal(unit));
    }

    private void recordAll(BusUnitState unit, Message reply) {
        Map<String, Variant> properties = SystemdBusNames.properties(reply, 0);
        unit.set(properties);
        Variant outdated = properties.get("NeedDaemonReload");
        unit.recordReading(outdated != null && outdated.value().equals(true));
        units.addId(unit);
        onRead.accept(unit);
    }

    private void recordRefusal(BusUnitState unit) {
        unit.recordRefusal();
        onRead.accept(unit);
    }

    /**
     * Reads only the state of a unit's file, which does not load the unit. A reply that has not arrived yet is newer
     * than everything so far, so no second call is sent: reading a unit that is not loaded causes many signals.
     */
    CompletableFuture<Void> readFile(BusUnitState unit) {
        CompletableFuture<Void> pending = pendingFiles.get(unit);
        if (pending != null) {
            return pending;
        }
        CompletableFuture<Void> read = client.call(
                ManagerCallFactory.getUnitFileState(unit.id()),
                reply -> recordFileState(unit, reply.value(0, String.class)),
                () -> recordFileState(unit, ""));
        if (!read.isDone()) {
            pendingFiles.put(unit, read);
        }
        return read;
    }

    private void recordFileState(BusUnitState unit, String state) {
        pendingFiles.remove(unit);
        if (unit.setFileState(state)) {
            var unused = read(unit);
        } else if (unit.isRead()) {
            onRead.accept(unit);
        }
    }
}
