package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The buses of the machine, one for each manager. */
public final class BusRegistry {

    private final Map<Manager, FakeBus> byManager = new HashMap<>();
    private long signalDelay;

    /** Creates a bus for a manager and returns the sender of the manager's signals. */
    public ManagerListener connect(Manager manager) {
        FakeBus bus = new FakeBus(manager);
        bus.delaySignals(signalDelay);
        byManager.put(manager, bus);
        return new BusSignalEmitter(manager, bus);
    }

    /** Sets how long signals are on their way to clients, in microseconds. */
    public void delaySignals(long micros) {
        signalDelay = micros;
        byManager.values().forEach(bus -> bus.delaySignals(micros));
    }

    /** Returns the bus of a connected manager. */
    FakeBus of(Manager manager) {
        return Objects.requireNonNull(byManager.get(manager));
    }
}
