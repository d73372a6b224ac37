package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerSignals;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The machine's buses, one for each manager that has booted. */
public final class BusRegistry {

    private final Map<Manager, FakeBus> byManager = new HashMap<>();

    /** Puts a manager on a bus of its own, and returns what sends the manager's signals there. */
    public ManagerSignals connect(Manager manager) {
        FakeBus bus = new FakeBus(manager);
        byManager.put(manager, bus);
        return new BusSignalEmitter(manager, bus);
    }

    /** Returns the bus of a manager that was put on one. */
    FakeBus of(Manager manager) {
        return Objects.requireNonNull(byManager.get(manager));
    }
}
