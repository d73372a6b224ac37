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
 * The knowledge of a watchdog about a service at the moment when a rule is evaluated: its present status and its
 * history. A snapshot is valid only during that evaluation. Reading it needs no I/O. Not thread-safe.
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
     * Returns the service.
     *
     * @return the service
     */
    public ServiceHandler service() {
        return history.service();
    }

    /**
     * Returns the last status that the watchdog has seen. It may lack memory, CPU time and tasks.
     *
     * @return the status; empty while there is no contact with the manager
     */
    public Optional<ServiceStatus> status() {
        return history.status();
    }

    /**
     * Returns the state of the service.
     *
     * @return the state; {@link ServiceState#UNKNOWN} while there is no contact with the manager
     */
    public ServiceState state() {
        return history.state();
    }

    /**
     * Returns the time of the evaluation.
     *
     * @return the time, by a clock of the watchdog that never goes back
     */
    public Instant now() {
        return now;
    }

    /**
     * Returns when the service entered its present state, or began its present run, if that was later.
     *
     * @return the time
     */
    public Instant since() {
        return history.since();
    }

    /**
     * Returns how many new runs of the service have begun recently, whatever caused them.
     *
     * @param period how far to look back
     * @return the number, at most 1000
     */
    public int restartsWithin(Duration period) {
        return history.restarts().within(period, now);
    }

    /**
     * Returns how often the service has failed recently, including failures after which systemd restarted it at once.
     *
     * @param period how far to look back
     * @return the number, at most 1000
     */
    public int failuresWithin(Duration period) {
        return history.failures().within(period, now);
    }

    /**
     * Returns the status of another watched service.
     *
     * @param service its {@linkplain ServiceHandler#name name}, or its unit with the suffix
     * @return the status; empty if the service is not watched, or while there is no contact with its manager
     */
    public Optional<ServiceStatus> statusOf(String service) {
        return services.names()
                .find(service)
                .flatMap(found -> services.history(found.unitName()).status());
    }

    Happening happening() {
        return history.happening();
    }

    ServiceHistory history() {
        return history;
    }

    /** Requests that the journal of the service be read to its end, which is then recorded in the history. */
    void requestJournal() {
        services.requestJournal(history.service());
    }

    List<SensorReading> readings(Sensor sensor, int count) {
        return history.last(sensor, count);
    }

    /** Returns by how much the wall clock is behind the clock of {@link #now}, for example after it was set back. */
    Duration wallClockLag() {
        return services.wallClockLag();
    }

    /** Returns a snapshot of another service at the same moment, or {@code null} if that service is not watched. */
    @Nullable
    ServiceSnapshot of(UnitName unit) {
        ServiceHistory other = services.histories().get(unit);
        return other == null ? null : new ServiceSnapshot(other, services, memory, now);
    }

    /**
     * Returns the times that conditions store between evaluations, by the text of the condition. They survive a change
     * of the rules.
     */
    Map<String, Instant> memory() {
        return memory;
    }

    /** Returns the texts of the schedules that are due. One condition may contain the same schedule more than once. */
    Set<String> dueSchedules() {
        return dueSchedules;
    }
}
