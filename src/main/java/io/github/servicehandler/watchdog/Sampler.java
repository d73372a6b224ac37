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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The periodic reading of the sensors that conditions need. Thread-safe. */
final class Sampler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sampler.class.getPackageName());

    /** The time to end a query that has exceeded the timeout of its manager. */
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);

    private final EngineInput input;
    private final ObservedServices observed;
    private final WatchdogExecutors executors;
    private final MonotonicClock clock;
    private final Consumer<String> notes;
    private final ControlGroupUsage groups = ControlGroupUsage.ofThisMachine();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Map<Duration, Round> rounds = new HashMap<>();
    private final Set<Map.Entry<ServiceHandler, Sensor>> inProgress = ConcurrentHashMap.newKeySet();
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

    /**
     * Reads these sensors from now on, and no others. A sensor that was read before keeps its time of reading.
     *
     * @param sensors the sensors of each service
     */
    synchronized void start(Map<ServiceHandler, Set<Sensor>> sensors) {
        if (closed) {
            return;
        }
        Map<Duration, Map<ServiceHandler, List<Sensor>>> plan = new TreeMap<>();
        sensors.forEach((service, ofService) ->
                ofService.forEach(sensor -> plan.computeIfAbsent(sensor.every(), key -> new LinkedHashMap<>())
                        .merge(service, List.of(sensor), Sampler::join)));
        rounds.entrySet()
                .removeIf(round ->
                        !plan.containsKey(round.getKey()) && round.getValue().cancel());
        plan.forEach((every, some) -> {
            Round round = rounds.get(every);
            if (round == null) {
                rounds.put(every, new Round(every, some));
            } else {
                round.sensors = some;
            }
        });
    }

    private static List<Sensor> join(List<Sensor> some, List<Sensor> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * The readings of all sensors of one pace. A round begins at that pace whether or not the readings of the last one
     * have ended. It leaves out the sensors that are still being read, so a slow reading delays none but its own next.
     */
    private final class Round {

        private final Duration every;
        private final ReentrantLock beginning = new ReentrantLock();
        private volatile Map<ServiceHandler, List<Sensor>> sensors;
        private volatile TimeSource.Scheduled next;
        private volatile boolean cancelled;

        Round(Duration every, Map<ServiceHandler, List<Sensor>> sensors) {
            this.every = every;
            this.sensors = sensors;
            this.next = executors.later(every, this::begin);
        }

        private void begin() {
            scheduleNext();
            // on virtual time a reading may let time pass, and this thread begins the next round during this one
            if (!beginning.tryLock()) {
                return;
            }
            try {
                readAll();
            } finally {
                beginning.unlock();
            }
        }

        private void scheduleNext() {
            synchronized (Sampler.this) {
                if (!cancelled) {
                    next = executors.later(every, this::begin);
                }
            }
        }

        private void readAll() {
            Map<ServiceHandler, List<Sensor>> now = sensors;
            List<ServiceHandler> up = now.keySet().stream()
                    .filter(service -> observed.state(service).isActive())
                    .toList();
            Details details = new Details(every, up);
            for (ServiceHandler service : up) {
                for (Sensor sensor : now.getOrDefault(service, List.of())) {
                    if (!cancelled) {
                        readUnlessInProgress(service, sensor, details);
                    }
                }
            }
        }

        /** Returns {@code true}. */
        boolean cancel() {
            cancelled = true;
            next.cancel();
            return true;
        }
    }

    private void readUnlessInProgress(ServiceHandler service, Sensor sensor, Details details) {
        Map.Entry<ServiceHandler, Sensor> reading = Map.entry(service, sensor);
        if (!inProgress.add(reading)) {
            return;
        }
        var unused = CompletableFuture.completedFuture(sensor)
                .thenCompose(it -> read(service, it, details))
                .whenComplete((done, failure) -> inProgress.remove(reading))
                .exceptionally(failure -> {
                    log.warn("{} of {} could not be read", sensor, service, failure);
                    return null;
                });
    }

    private CompletableFuture<Void> read(ServiceHandler service, Sensor sensor, Details details) {
        Optional<SensorReading> immediate = readImmediately(service, sensor);
        if (immediate.isPresent()) {
            report(service, sensor, immediate.get());
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<SensorReading> slow = sensor.probe().needsDetails()
                ? details.of(service).thenApply(status -> sensor.probe().judge(probeInput(service, sensor), status))
                : executors
                        .probes()
                        .run(
                                Map.entry(service, sensor),
                                timeout(service, sensor),
                                () -> sensor.probe().read(probeInput(service, sensor)));
        return slow.exceptionally(failure -> reportUnreadable(service, sensor, failure))
                .thenAccept(reading -> report(service, sensor, reading));
    }

    private static Duration timeout(ServiceHandler service, Sensor sensor) {
        return sensor.timeout().plus(service.systemd().timeout());
    }

    private Optional<SensorReading> readImmediately(ServiceHandler service, Sensor sensor) {
        try {
            return sensor.probe().readImmediately(probeInput(service, sensor));
        } catch (RuntimeException e) {
            // a failure of one sensor must not stop the others
            return Optional.of(reportUnreadable(service, sensor, e));
        }
    }

    private void report(ServiceHandler service, Sensor sensor, SensorReading reading) {
        input.read(service, sensor, reading);
    }

    private ProbeInput probeInput(ServiceHandler service, Sensor sensor) {
        ObservedServices.Last last = observed.last(service, sensor);
        return new ProbeInput(
                service,
                meter -> meter(service, last.status(), meter),
                last.reading(),
                last.baseline(),
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
     * The statuses of services with all details, for one round. Each manager is queried once for all services, on one
     * thread, and only if a sensor needs them.
     */
    private final class Details {

        private final Duration every;
        private final List<ServiceHandler> services;
        private final Map<Systemd, CompletableFuture<Map<ServiceHandler, ServiceStatus>>> answers = new HashMap<>();

        Details(Duration every, List<ServiceHandler> services) {
            this.every = every;
            this.services = services;
        }

        CompletableFuture<ServiceStatus> of(ServiceHandler service) {
            return answers.computeIfAbsent(service.systemd(), this::query)
                    .thenApply(statuses -> Objects.requireNonNull(statuses.get(service)));
        }

        private CompletableFuture<Map<ServiceHandler, ServiceStatus>> query(Systemd systemd) {
            Set<ServiceHandler> own = Set.copyOf(
                    services.stream().filter(s -> s.systemd().equals(systemd)).toList());
            return executors
                    .probes()
                    .run(
                            Map.entry(systemd, every),
                            TIME_TO_END.plus(systemd.timeout()),
                            () -> systemd.fullStatuses(own));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        rounds.values().forEach(Round::cancel);
    }
}
