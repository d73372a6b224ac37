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
 * it was lost, and closed when no client holds it and it has not been used for some seconds. Thread-safe.
 */
final class SharedBus {

    private static final Logger log = LoggerFactory.getLogger(SharedBus.class.getPackageName());

    /** Connecting again costs the manager up to 2 ms, and each open connection costs it some work for each signal. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** How long to wait before another process is started to carry the connection, after one that failed. */
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
    private @Nullable BusException bridgeFailure;
    private long bridgeFailedAt;
    private long usedAt = System.nanoTime() - IDLE_NANOS;
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
            return function.apply(bus.connect(false, deadline));
        } finally {
            bus.leave(true);
        }
    }

    /**
     * Returns a client that keeps a connection open until it is closed.
     *
     * @param mayStartProcess whether a process may be started to carry the connection, also if one has just failed
     * @throws BusException if there is no connection
     */
    static AsyncBusClient hold(
            CommandRunner runner, ManagerAddress address, boolean mayStartProcess, Deadline deadline) {
        SharedBus bus = enter(new Key(runner, address));
        try {
            return new AsyncBusClient(bus.connect(mayStartProcess, deadline), () -> bus.leave(false));
        } catch (RuntimeException | Error e) {
            bus.leave(false);
            throw e;
        }
    }

    private static SharedBus enter(Key key) {
        synchronized (BUSES) {
            SharedBus bus = BUSES.computeIfAbsent(key, SharedBus::new);
            bus.users++;
            return bus;
        }
    }

    /**
     * Ends a use of the connection.
     *
     * @param isLikelyAgain whether it is likely to be used again soon
     */
    private void leave(boolean isLikelyAgain) {
        synchronized (BUSES) {
            users--;
            if (isLikelyAgain) {
                usedAt = System.nanoTime();
            }
        }
        closeIfIdle();
    }

    private void closeIfIdle() {
        OpenBus idle;
        synchronized (BUSES) {
            if (users > 0) {
                return;
            }
            long left = usedAt + IDLE_NANOS - System.nanoTime();
            if (left > 0) {
                planIdleCheck(left);
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

    private void planIdleCheck(long nanos) {
        if (!idleCheckPlanned) {
            idleCheckPlanned = true;
            // the system's own time: an idle connection must not wait for the virtual time of a test
            var unused = TimeSource.system().schedule(Duration.ofNanos(nanos), this::checkIdle);
        }
    }

    private void checkIdle() {
        synchronized (BUSES) {
            idleCheckPlanned = false;
        }
        closeIfIdle();
    }

    private OpenBus connect(boolean mayStartProcess, Deadline deadline) {
        OpenBus open = present();
        return open == null ? connectInTurn(mayStartProcess, deadline) : open;
    }

    private @Nullable OpenBus present() {
        synchronized (BUSES) {
            return connection != null && connection.isOpen() ? connection : null;
        }
    }

    /** Only one caller connects; the others wait for it, each within its own deadline. */
    private OpenBus connectInTurn(boolean mayStartProcess, Deadline deadline) {
        acquire(deadline);
        try {
            OpenBus open = present();
            return open == null ? keep(open(mayStartProcess, deadline)) : open;
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

    private OpenBus open(boolean mayStartProcess, Deadline deadline) {
        List<String> reasons = new ArrayList<>();
        BusException last = new BusException(DBusErrorNames.DISCONNECTED, "there is no way to the bus");
        for (BusRoutes.Route route : new BusRoutes(key.address(), key.runner()).all()) {
            try {
                if (route.needsProcess() && !mayStartProcess) {
                    requireNoRecentFailure();
                }
                ManagerRoute chosen = new ManagerRoute(route.kind(), String.join("; ", reasons));
                OpenBus opened = OpenBus.open(route.way(), chosen, deadline.half());
                log.debug("connected to the {} at {}", key.address(), opened);
                return opened;
            } catch (BusException | CommandException | UnsupportedOperationException e) {
                last = failure(route, e);
                reasons.add(route.kind() + ": " + last.text());
            }
        }
        throw new BusException(last.errorName(), String.join("; ", reasons), last);
    }

    private void requireNoRecentFailure() {
        if (bridgeFailure != null && System.nanoTime() - bridgeFailedAt < PAUSE_NANOS) {
            throw bridgeFailure;
        }
    }

    private BusException failure(BusRoutes.Route route, RuntimeException cause) {
        BusException failure = cause instanceof BusException e
                ? e
                : new BusException(DBusErrorNames.DISCONNECTED, String.valueOf(cause.getMessage()), cause);
        if (route.needsProcess() && failure != bridgeFailure) {
            bridgeFailure = failure;
            bridgeFailedAt = System.nanoTime();
        }
        return failure;
    }
}
