package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The buses of the machine, one for each manager. */
public final class BusRegistry {

    private final BooleanSupplier isDenied;
    private final Map<Manager, FakeBus> byManager = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private long signalDelay;

    /**
     * Creates an empty registry.
     *
     * @param isDenied returns whether to deny the next request of a client
     */
    public BusRegistry(BooleanSupplier isDenied) {
        this.isDenied = isDenied;
    }

    /** Creates a bus for a manager and returns the sender of the manager's signals. */
    public ManagerListener connect(Manager manager) {
        FakeBus bus = new FakeBus(manager, this::isPermitted);
        bus.delaySignals(signalDelay);
        byManager.put(manager, bus);
        return new BusSignalEmitter(manager, bus);
    }

    /** Sets how long signals are on their way to clients, in microseconds. */
    public void delaySignals(long micros) {
        signalDelay = micros;
        byManager.values().forEach(bus -> bus.delaySignals(micros));
    }

    /** Returns the calls of all clients that ask for a change, as text, oldest first. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private boolean isPermitted(Message request) {
        requests.add(request.member()
                + request.body().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")));
        return !isDenied.getAsBoolean();
    }

    /** Returns the bus of a connected manager. */
    FakeBus of(Manager manager) {
        return Objects.requireNonNull(byManager.get(manager));
    }
}
