package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collection of the units that have just ended. Their status is withheld until it is certain that the manager does not
 * restart them.
 *
 * <p>Before version 254, a manager signals that a unit is failed or inactive, and then that it waits for its automatic
 * restart. It makes both changes without handling a call in between, and it sends all queued signals before it handles
 * the next call. So a reply to any call, received after the first signal, shows that no second one will come. A real
 * failure is reported after one such round trip, or at once if the unit's settings rule out an automatic restart.
 *
 * <p>Used by the thread that reads the bus.
 */
final class UnsettledUnits {

    private final BiConsumer<BusUnitState, ServiceStatus> listener;
    private final Supplier<CompletableFuture<Void>> barrier;
    private final Map<BusUnitState, ServiceStatus> withheld = new LinkedHashMap<>();
    private boolean asked;

    /**
     * Creates an empty collection.
     *
     * @param listener receives the statuses that are certain
     * @param barrier makes a call to the manager and returns a future that completes with its reply
     */
    UnsettledUnits(BiConsumer<BusUnitState, ServiceStatus> listener, Supplier<CompletableFuture<Void>> barrier) {
        this.listener = listener;
        this.barrier = barrier;
    }

    /** Reports a status that the manager signalled, at once or when it is certain. */
    void signalled(BusUnitState unit, ServiceStatus status) {
        ServiceStatus before = releaseUnless(unit, status);
        if (before != null || (hasEnded(status) && unit.mayBeRestarted())) {
            withheld.put(unit, status);
            ask();
        } else {
            listener.accept(unit, status);
        }
    }

    /** Reports a status that the manager sent as a reply, which is certain. */
    void read(BusUnitState unit, ServiceStatus status) {
        releaseUnless(unit, status);
        withheld.remove(unit);
        listener.accept(unit, status);
    }

    /**
     * Reports a withheld status, unless the next one shows that it was only a moment before a restart. If the next one
     * shows that another run has begun, the end of the last run is certain.
     *
     * @return the withheld status if it is not decided yet, because the next one has the same state
     */
    private @Nullable ServiceStatus releaseUnless(BusUnitState unit, ServiceStatus next) {
        ServiceStatus before = withheld.get(unit);
        if (before != null && before.state() == next.state() && !ChangeDetector.isMixed(before, next)) {
            return before;
        }
        if (next.state() == ServiceState.RESTARTING) {
            withheld.remove(unit);
        } else {
            release(unit);
        }
        return null;
    }

    private static boolean hasEnded(ServiceStatus status) {
        return status.subState().equals("failed") || status.subState().equals("dead");
    }

    private void ask() {
        if (!asked) {
            asked = true;
            var unused = barrier.get().whenComplete((reply, failure) -> settle());
        }
    }

    /** Reports a withheld status, for example because the unit is being unloaded. */
    void release(BusUnitState unit) {
        ServiceStatus status = withheld.remove(unit);
        if (status != null) {
            listener.accept(unit, status);
        }
    }

    /** Reports all withheld statuses. To be called when the manager has replied to any call. */
    void settle() {
        asked = false;
        List.copyOf(withheld.keySet()).forEach(this::release);
    }
}
