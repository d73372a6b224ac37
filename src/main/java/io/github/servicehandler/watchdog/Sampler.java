package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The periodic reading of the sensors that conditions need. Thread-safe. */
final class Sampler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sampler.class.getPackageName());

    private final EngineInput input;
    private final ObservedServices observed;
    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Consumer<String> notes;
    private final ControlGroupUsage groups = ControlGroupUsage.ofThisMachine();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Map<Duration, TimeSource.Scheduled> scheduled = new HashMap<>();
    private boolean closed;

    /** @param notes gets a message, once for each sensor, if it cannot be read */
    Sampler(
            EngineInput input,
            ObservedServices observed,
            WatchdogExecutors executors,
            MonotonicClock clock,
            Consumer<String> notes) {
        this.input = input;
        this.observed = observed;
        this.executors = executors;
        this.clock = clock;
        this.notes = notes;
    }

    /** @param sensors the sensors of each service */
    void start(Map<ServiceHandler, Set<Sensor>> sensors) {
        Map<Duration, Map<ServiceHandler, List<Sensor>>> plan = new TreeMap<>();
        sensors.forEach((service, ofService) ->
                ofService.forEach(sensor -> plan.computeIfAbsent(sensor.every(), key -> new LinkedHashMap<>())
                        .merge(service, List.of(sensor), Sampler::join)));
        plan.forEach(this::schedule);
    }

    private static List<Sensor> join(List<Sensor> some, List<Sensor> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private synchronized void schedule(Duration every, Map<ServiceHandler, List<Sensor>> sensors) {
        if (!closed) {
            scheduled.put(every, executors.later(every, () -> sample(every, sensors)));
        }
    }

    /**
     * Reads each sensor once. The next readings begin an interval after the end of these, so that slow ones do not pile
     * up.
     */
    private void sample(Duration every, Map<ServiceHandler, List<Sensor>> sensors) {
        var unused = CompletableFuture.completedFuture(sensors)
                .thenCompose(this::readAll)
                .whenComplete((done, failure) -> schedule(every, sensors))
                .exceptionally(failure -> {
                    log.warn("some readings could not be taken", failure);
                    return null;
                });
    }

    private CompletableFuture<Void> readAll(Map<ServiceHandler, List<Sensor>> sensors) {
        List<ServiceHandler> up = sensors.keySet().stream()
                .filter(service -> observed.state(service).isActive())
                .toList();
        Details details = new Details(up);
        return CompletableFuture.allOf(up.stream()
                .flatMap(service ->
                        sensors.getOrDefault(service, List.of()).stream().map(sensor -> read(service, sensor, details)))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> read(ServiceHandler service, Sensor sensor, Details details) {
        Optional<SensorReading> immediate = readImmediately(service, sensor, details);
        if (immediate.isPresent()) {
            report(service, sensor, immediate.get());
            return CompletableFuture.completedFuture(null);
        }
        Duration timeout = sensor.timeout().plus(service.systemd().timeout());
        return executors
                .probes()
                .read(
                        Map.entry(service, sensor),
                        timeout,
                        () -> sensor.probe().read(probeInput(service, sensor, details)))
                .exceptionally(failure -> reportUnreadable(service, sensor, failure))
                .thenAccept(reading -> report(service, sensor, reading));
    }

    private Optional<SensorReading> readImmediately(ServiceHandler service, Sensor sensor, Details details) {
        try {
            return sensor.probe().readImmediately(probeInput(service, sensor, details));
        } catch (RuntimeException e) {
            // a failure of one sensor must not stop the others
            return Optional.of(reportUnreadable(service, sensor, e));
        }
    }

    private void report(ServiceHandler service, Sensor sensor, SensorReading reading) {
        input.read(service, sensor, reading);
    }

    private ProbeInput probeInput(ServiceHandler service, Sensor sensor, Details details) {
        ObservedServices.Last last = observed.last(service, sensor);
        return new ProbeInput(
                service,
                meter -> meter(service, last.status(), meter),
                () -> details.of(service),
                last.reading(),
                clock.now(),
                clock.wall());
    }

    private OptionalLong meter(ServiceHandler service, Optional<ServiceStatus> seen, Meter meter) {
        return seen.isPresent() && service.systemd().runner().isLocal()
                ? groups.read(seen.get(), meter)
                : OptionalLong.empty();
    }

    /** Returns an unknown reading, and reports a sensor that cannot be read for the first time. */
    private SensorReading reportUnreadable(ServiceHandler service, Sensor sensor, Throwable failure) {
        Throwable cause = failure.getCause();
        String reason = (failure instanceof CompletionException && cause != null ? cause : failure).getMessage();
        String text = sensor + " could not be read: " + reason;
        log.debug("{} of {} could not be read", sensor, service, failure);
        if (reported.add(sensor.key())) {
            notes.accept(text + " (for " + service
                    + ", perhaps also for others); conditions on it are unknown until it can be read");
        }
        return new SensorReading(TruthValue.UNKNOWN, null, text, clock.now());
    }

    /**
     * The statuses of services with all details. Each manager is queried once for all services, and only if a probe
     * needs them.
     */
    private static final class Details {

        private final List<ServiceHandler> services;
        private final Map<Systemd, CompletableFuture<Map<ServiceHandler, ServiceStatus>>> answers =
                new ConcurrentHashMap<>();

        Details(List<ServiceHandler> services) {
            this.services = services;
        }

        ServiceStatus of(ServiceHandler service) {
            return Objects.requireNonNull(
                    answers.computeIfAbsent(service.systemd(), this::ask).join().get(service));
        }

        /**
         * Queries a manager. A failure is stored like an answer, so that not every probe waits for the same failure.
         */
        private CompletableFuture<Map<ServiceHandler, ServiceStatus>> ask(Systemd systemd) {
            Set<ServiceHandler> own = Set.copyOf(
                    services.stream().filter(s -> s.systemd().equals(systemd)).toList());
            try {
                return CompletableFuture.completedFuture(systemd.fullStatuses(own));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        scheduled.values().forEach(TimeSource.Scheduled::cancel);
    }
}
