package io.github.servicehandler.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The machine's buses, one for each manager that has booted. */
final class Buses {

    private final Map<Manager, Bus> byManager = new HashMap<>();

    /** Puts a manager on a bus of its own, and returns what sends the manager's signals there. */
    ManagerSignals connect(Manager manager) {
        Bus bus = new Bus(manager);
        byManager.put(manager, bus);
        return new BusSignals(manager, bus);
    }

    /** Returns the bus of a manager that was put on one. */
    Bus of(Manager manager) {
        return Objects.requireNonNull(byManager.get(manager));
    }
}
