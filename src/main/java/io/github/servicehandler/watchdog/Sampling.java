package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads again and again what conditions rest on, and nothing when there are no such conditions. Thread-safe. */
final class Sampling implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final Driver driver;
    private final Lanes lanes;
    private final SteadyClock clock;
    private final Consumer<String> notes;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<Duration, TimeSource.Scheduled> scheduled = new HashMap<>();
    private boolean closed;

    /** @param notes hears, once of each kind, of what cannot be read */
    Sampling(Driver driver, Lanes lanes, SteadyClock clock, Consumer<String> notes) {
        this.driver = driver;
        this.lanes = lanes;
        this.clock = clock;
        this.notes = notes;
    }

    /** Begins to read what the present rules need. */
    void start() {
        Map<Duration, Map<ServiceHandler, List<Sensor>>> plan = new TreeMap<>();
        driver.ask(Engine::sensors)
                .forEach((service, sensors) ->
                        sensors.forEach(sensor -> plan.computeIfAbsent(sensor.every(), key -> new LinkedHashMap<>())
                                .merge(service, List.of(sensor), Sampling::join)));
        plan.forEach(this::schedule);
    }

    private static List<Sensor> join(List<Sensor> some, List<Sensor> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private synchronized void schedule(Duration every, Map<ServiceHandler, List<Sensor>> sensors) {
        if (!closed) {
            scheduled.put(every, lanes.later(every, () -> round(every, sensors)));
        }
    }

    /** Reads each once. The next round begins an interval after this one's end, so that slow ones do not pile up. */
    private void round(Duration every, Map<ServiceHandler, List<Sensor>> sensors) {
        Details details =
                new Details(sensors.keySet().stream().filter(this::isUp).toList());
        CompletableFuture<?>[] all = sensors.entrySet().stream()
                .filter(entry -> isUp(entry.getKey()))
                .map(entry -> CompletableFuture.runAsync(
                        () -> entry.getValue().forEach(sensor -> read(entry.getKey(), sensor, details)),
                        lanes.probes()))
                .toArray(CompletableFuture[]::new);
        var unused = CompletableFuture.allOf(all).whenComplete((done, failure) -> schedule(every, sensors));
    }

    private boolean isUp(ServiceHandler service) {
        return driver.ask(engine -> history(engine, service).state().isActive());
    }

    private static ServiceHistory history(Engine engine, ServiceHandler service) {
        return engine.ward().history(service.unit().toString());
    }

    private void read(ServiceHandler service, Sensor sensor, Details details) {
        List<Reading> before = driver.ask(engine -> history(engine, service).last(sensor, 1));
        ProbeInput input = new ProbeInput(
                service, () -> details.of(service), before.isEmpty() ? null : before.get(0), clock.now(), clock.wall());
        Reading reading = read(sensor, input);
        driver.change((engine, now) -> engine.read(service, sensor, reading, now));
    }

    private Reading read(Sensor sensor, ProbeInput input) {
        Instant now = input.now();
        try {
            return sensor.probe().read(input);
        } catch (Exception e) {
            // neither good nor bad: nothing is known
            String text = sensor + " could not be read: " + e.getMessage();
            log.debug("{} of {} could not be read", sensor, input.service(), e);
            if (told.add(sensor.key())) {
                notes.accept("of " + input.service() + ", and perhaps of others, " + text
                        + "; as long as that is so, what rests on it does not hold");
            }
            return new Reading(Truth.UNKNOWN, null, text, now);
        }
    }

    /** Asks a manager once for all services of a round, and only if some probe wants to know. */
    private static final class Details {

        private final List<ServiceHandler> services;
        private final Map<Systemd, Map<ServiceHandler, ServiceStatus>> answers = new HashMap<>();

        Details(List<ServiceHandler> services) {
            this.services = services;
        }

        synchronized ServiceStatus of(ServiceHandler service) {
            Systemd systemd = service.systemd();
            return Objects.requireNonNull(
                    answers.computeIfAbsent(systemd, this::ask).get(service));
        }

        private Map<ServiceHandler, ServiceStatus> ask(Systemd systemd) {
            Set<ServiceHandler> own = Set.copyOf(
                    services.stream().filter(s -> s.systemd().equals(systemd)).toList());
            return systemd.details(own);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        scheduled.values().forEach(TimeSource.Scheduled::cancel);
    }
}
