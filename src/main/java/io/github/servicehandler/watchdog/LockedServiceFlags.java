package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The marks on supervised services, for steps that are carried out without the lock of their engine. Thread-safe. */
final class LockedServiceFlags implements ServiceFlags {

    private final SupervisedServices services;
    private final MonotonicClock clock;
    private final Object lock;

    /** @param lock the lock of the services */
    LockedServiceFlags(SupervisedServices services, MonotonicClock clock, Object lock) {
        this.services = services;
        this.clock = clock;
        this.lock = lock;
    }

    @Override
    public boolean isInMaintenanceOrQuarantine(UnitName unit) {
        synchronized (lock) {
            return services.holds(unit).isInMaintenanceOrQuarantine();
        }
    }

    @Override
    public boolean isStoppedByRule(UnitName unit) {
        synchronized (lock) {
            return services.holds(unit).isStoppedByRule();
        }
    }

    @Override
    public boolean isStoppedByOther(UnitName unit) {
        synchronized (lock) {
            return services.holds(unit).isStoppedByOther();
        }
    }

    @Override
    public void stopOrdered(UnitName unit) {
        synchronized (lock) {
            services.holds(unit).expectedStops().stopOrdered();
        }
    }

    @Override
    public void programBegins(WatchdogEvent.Fired decision, Collection<UnitName> units) {
        synchronized (lock) {
            services.programBegins(decision, units);
        }
    }

    @Override
    public void programEnds(WatchdogEvent.Fired decision, Collection<UnitName> units, @Nullable ServiceStatus after) {
        synchronized (lock) {
            services.programEnds(decision, units, after, clock.now());
        }
    }
}
