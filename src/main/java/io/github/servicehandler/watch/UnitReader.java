package io.github.servicehandler.watch;

import io.github.servicehandler.bus.Message;
import io.github.servicehandler.bus.SystemdBus;
import io.github.servicehandler.bus.Variant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A reader of units over the bus, which reports each unit that it has read. */
final class UnitReader {

    private final Asker asker;
    private final UnitTable units;
    private final Consumer<BusUnit> seen;

    UnitReader(Asker asker, UnitTable units, Consumer<BusUnit> seen) {
        this.asker = asker;
        this.units = units;
        this.seen = seen;
    }

    /**
     * Reads all properties of a unit, which makes the manager load it. Those that contain the state are read last and
     * in one call, so that they fit together.
     */
    CompletableFuture<Void> read(BusUnit unit) {
        String path = unit.name().busPath();
        for (String property : Readings.OF_TYPE) {
            Message call = ManagerCalls.getOfType(path, unit.name(), property);
            var unused =
                    asker.ask(call, answer -> unit.set(Map.of(property, answer.value(0, Variant.class))), () -> {});
        }
        return asker.ask(ManagerCalls.getAllOfUnit(path), answer -> readAll(unit, answer), () -> refused(unit));
    }

    private void readAll(BusUnit unit, Message answer) {
        unit.set(SystemdBus.properties(answer, 0));
        units.addId(unit);
        seen.accept(unit);
    }

    private void refused(BusUnit unit) {
        unit.refuse();
        seen.accept(unit);
    }

    /** Reads only the state of a unit's file, which does not load the unit. */
    CompletableFuture<Void> readFile(BusUnit unit) {
        return asker.ask(
                ManagerCalls.getUnitFileState(unit.id()),
                answer -> noteFile(unit, answer.value(0, String.class)),
                () -> noteFile(unit, ""));
    }

    private void noteFile(BusUnit unit, String state) {
        if (unit.noteFile(state)) {
            var unused = read(unit);
        } else if (unit.isKnown()) {
            seen.accept(unit);
        }
    }
}
