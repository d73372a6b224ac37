package io.github.servicehandler.watch;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.internal.dbus.Variant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A reader of units over the bus, which reports each unit that it has read. */
final class BusUnitReader {

    private final AsyncBusClient asker;
    private final UnitIndex units;
    private final Consumer<BusUnitState> seen;

    BusUnitReader(AsyncBusClient asker, UnitIndex units, Consumer<BusUnitState> seen) {
        this.asker = asker;
        this.units = units;
        this.seen = seen;
    }

    /**
     * Reads all properties of a unit, which makes the manager load it. Those that contain the state are read last and
     * in one call, so that they fit together.
     */
    CompletableFuture<Void> read(BusUnitState unit) {
        String path = unit.name().busPath();
        for (String property : WatchedProperties.OF_TYPE) {
            Message call = ManagerCallFactory.getOfType(path, unit.name(), property);
            var unused =
                    asker.ask(call, answer -> unit.set(Map.of(property, answer.value(0, Variant.class))), () -> {});
        }
        return asker.ask(ManagerCallFactory.getAllOfUnit(path), answer -> readAll(unit, answer), () -> refused(unit));
    }

    private void readAll(BusUnitState unit, Message answer) {
        unit.set(SystemdBusNames.properties(answer, 0));
        units.addId(unit);
        seen.accept(unit);
    }

    private void refused(BusUnitState unit) {
        unit.refuse();
        seen.accept(unit);
    }

    /** Reads only the state of a unit's file, which does not load the unit. */
    CompletableFuture<Void> readFile(BusUnitState unit) {
        return asker.ask(
                ManagerCallFactory.getUnitFileState(unit.id()),
                answer -> noteFile(unit, answer.value(0, String.class)),
                () -> noteFile(unit, ""));
    }

    private void noteFile(BusUnitState unit, String state) {
        if (unit.noteFile(state)) {
            var unused = read(unit);
        } else if (unit.isKnown()) {
            seen.accept(unit);
        }
    }
}
