package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watchdog.ServiceHistory.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is what a watchdog knows of a service at the moment at which a rule is asked, with what came before. It is valid only
 * while the condition that got it is being asked; reading it costs no I/O. Not thread-safe.
 */
public final class ServiceSnapshot {

    private final ServiceHistory history;
    private final SupervisedServices services;
    private final Map<String, Instant> memory;
    private final Instant now;
    private final Set<String> dueSchedules = new HashSet<>();

    ServiceSnapshot(ServiceHistory history, SupervisedServices services, Map<String, Instant> memory, Instant now) {
        this.history = history;
        this.services = services;
        this.memory = memory;
        this.now = now;
    }

    /**
     * Returns which service it is about.
     *
     * @return the service
     */
    public ServiceHandler service() {
        return history.service();
    }

    /**
     * Returns the service's status as the watch saw it last, thus without memory, CPU time and tasks.
     *
     * @return the status; empty while the manager cannot be heard
     */
    public Optional<ServiceStatus> status() {
        return history.status();
    }

    /**
     * Returns the service's state.
     *
     * @return the state; {@link ServiceState#UNKNOWN} while the manager cannot be heard
     */
    public ServiceState state() {
        return history.state();
    }

    /**
     * Returns the time.
     *
     * @return the moment for which the rule is asked
     */
    public Instant now() {
        return now;
    }

    /**
     * Returns since when the service has been in this state, and in this run.
     *
     * @return the moment
     */
    public Instant since() {
        return history.since();
    }

    /**
     * Returns how often a new run of the service began, whoever began it, of late.
     *
     * @param period how far to look back
     * @return the number, at most 1000
     */
    public int restartsWithin(Duration period) {
        return history.restarts().within(period, now);
    }

    /**
     * Returns how often the service failed of late, also where systemd restarted it at once.
     *
     * @param period how far to look back
     * @return the number, at most 1000
     */
    public int failuresWithin(Duration period) {
        return history.failures().within(period, now);
    }

    /**
     * Returns the status of another service that is watched.
     *
     * @param unit its name, with its suffix
     * @return the status; empty if it is not watched, or its manager cannot be heard
     */
    public Optional<ServiceStatus> statusOf(String unit) {
        return UnitNameLookup.exact(unit).map(services.histories()::get).flatMap(ServiceHistory::status);
    }

    Happening happening() {
        return history.happening();
    }

    ServiceHistory history() {
        return history;
    }

    List<SensorReading> readings(Sensor sensor, int count) {
        return history.last(sensor, count);
    }

    /**
     * Returns by how much the wall clock is behind the one that {@link #now} goes by, as when somebody has set it back.
     */
    Duration wallClockLag() {
        return services.wallClockLag();
    }

    /** Returns the same moment seen from another service; {@code null} if that is not watched. */
    @Nullable
    ServiceSnapshot of(UnitName unit) {
        ServiceHistory other = services.histories().get(unit);
        return other == null ? null : new ServiceSnapshot(other, services, memory, now);
    }

    /**
     * Returns what conditions remember from one asking to the next, and from one set of rules to the next: by their
     * text.
     */
    Map<String, Instant> memory() {
        return memory;
    }

    /** Returns which schedules are due, which one condition may name in several places. */
    Set<String> dueSchedules() {
        return dueSchedules;
    }
}
