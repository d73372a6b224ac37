package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.DBusErrorNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a manager's bus that all callers in this JVM share. It is opened on first use, opened again after
 * it was lost, and closed when it has not been used for some seconds. Thread-safe.
 */
final class SharedBus {

    private static final Logger log = LoggerFactory.getLogger(SharedBus.class.getPackageName());

    /** Connecting again costs the manager up to 2 ms, and each open connection costs it some work for each signal. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long to wait before the next attempt after a failed one, which may have cost a process. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * A manager's bus.
     *
     * @param runner runs the command that carries the connection if no socket can be reached
     */
    private record Key(CommandRunner runner, ManagerAddress address) {}

    /** The buses that are in use, or were until a moment ago. */
    private static final Map<Key, SharedBus> BUSES = new HashMap<>();

    private final Key key;
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable OpenBus connection;
    private @Nullable BusException failure;
    private long failedAt;
    private long usedAt;
    private int users;
    private boolean idleCheckPlanned;

    private SharedBus(Key key) {
        this.key = key;
    }

    /**
     * Calls a function with an open connection, and returns its result.
     *
     * @throws BusException if there is no connection, or from the function
     */
    static <T> T use(CommandRunner runner, ManagerAddress address, Deadline deadline, Function<OpenBus, T> function) {
        SharedBus bus = enter(new Key(runner, address));
        try {
            return function.apply(bus.connect(deadline));
        } finally {
            bus.leave();
        }
    }

    private static SharedBus enter(Key key) {
        synchronized (BUSES) {
            SharedBus bus = BUSES.computeIfAbsent(key, SharedBus::new);
            bus.users++;
            return bus;
        }
    }

    private void leave() {
        synchronized (BUSES) {
            users--;
            usedAt = System.nanoTime();
            planIdleCheck(IDLE_NANOS);
        }
    }

    private void planIdleCheck(long nanos) {
        if (!idleCheckPlanned) {
            idleCheckPlanned = true;
            // the system's own time: an idle connection must not wait for the virtual time of a test
            var unused = TimeSource.system().schedule(Duration.ofNanos(nanos), this::checkIdle);
        }
    }

    private void checkIdle() {
        OpenBus idle;
        synchronized (BUSES) {
            idleCheckPlanned = false;
            long left = usedAt + IDLE_NANOS - System.nanoTime();
            if (users > 0 || left > 0) {
                planIdleCheck(users > 0 ? IDLE_NANOS : left);
                return;
            }
            BUSES.remove(key, this);
            idle = connection;
            connection = null;
        }
        if (idle != null) {
            idle.close();
        }
    }

    private OpenBus connect(Deadline deadline) {
        OpenBus open = present();
        return open == null ? connectInTurn(deadline) : open;
    }

    private @Nullable OpenBus present() {
        synchronized (BUSES) {
            return connection != null && connection.isOpen() ? connection : null;
        }
    }

    /** Only one caller connects; the others wait for it, each within its own deadline. */
    private OpenBus connectInTurn(Deadline deadline) {
        acquire(deadline);
        try {
            OpenBus open = present();
            return open == null ? keep(open(deadline)) : open;
        } finally {
            connecting.unlock();
        }
    }

    private void acquire(Deadline deadline) {
        try {
            if (!deadline.lock(connecting)) {
                throw new BusException(DBusErrorNames.NO_REPLY, "another caller has not connected in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException(DBusErrorNames.NO_REPLY, "interrupted while another caller connects", e);
        }
    }

    private OpenBus keep(OpenBus opened) {
        synchronized (BUSES) {
            connection = opened;
            return opened;
        }
    }

    private OpenBus open(Deadline deadline) {
        if (failure != null && System.nanoTime() - failedAt < PAUSE_NANOS) {
            throw new BusException(failure.errorName(), failure.text(), failure);
        }
        BusException reason = new BusException(DBusErrorNames.DISCONNECTED, "there is no way to the bus");
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<ManagerRoute.Kind, BusRoute> route :
                new BusRoutes(key.address(), key.runner()).all().entrySet()) {
            try {
                ManagerRoute chosen = new ManagerRoute(route.getKey(), String.join("; ", reasons));
                OpenBus opened = OpenBus.open(route.getValue(), chosen, deadline.half());
                log.debug("connected to the {} at {}", key.address(), opened);
                failure = null;
                return opened;
            } catch (BusException e) {
                reason = e;
            } catch (CommandException | UnsupportedOperationException e) {
                reason = new BusException(DBusErrorNames.DISCONNECTED, String.valueOf(e.getMessage()), e);
            }
            reasons.add(route.getKey() + ": " + reason.text());
        }
        failure = new BusException(reason.errorName(), String.join("; ", reasons), reason);
        failedAt = System.nanoTime();
        throw failure;
    }
}
