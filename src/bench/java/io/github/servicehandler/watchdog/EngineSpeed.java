package io.github.servicehandler.watchdog;

import io.github.servicehandler.BenchRules;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Measures decisions alone: no systemd, no threads, no clock. */
public final class EngineSpeed {

    private static final int DECISIONS = 200_000;
    private static final double LIMIT = 5;

    private final List<ServiceHandler> services;
    private final List<Rule> rules;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** @param units how many services */
    public EngineSpeed(int units) {
        Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
        services = systemd.services(
                IntStream.range(0, units).mapToObj(i -> "bot-" + i).toArray(String[]::new));
        rules = BenchRules.ofStates(
                services.stream().map(ServiceHandler::toString).toList(), Condition.failed());
    }

    /** Measures, and prints the figures. */
    public void measure() {
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            Engine engine = new Engine(
                    rules,
                    new SupervisedServices(services, new FiringBudget(1000, Duration.ofSeconds(1))),
                    new Random(1));
            double built = (System.nanoTime() - begin) / 1e6;
            double[] micros = decisions(engine);
            System.out.printf(
                    "%nengine alone, %d services, %d rules: built and checked in %.0f ms; a decision takes, in us: p50 %.1f, p99 %.1f, max %.1f (limit of p99 %.0f ms)%n",
                    services.size(),
                    rules.size(),
                    built,
                    micros[DECISIONS / 2],
                    micros[DECISIONS * 99 / 100],
                    micros[DECISIONS - 1],
                    LIMIT);
        }
        state();
    }

    private double[] decisions(Engine engine) {
        double[] micros = new double[DECISIONS];
        for (int i = 0; i < DECISIONS; i++) {
            ServiceHandler service = services.get(i % services.size());
            ServiceStatus status =
                    i / services.size() % 2 == 0 ? TestStatuses.running("run" + i) : TestStatuses.failed();
            now = now.plusMillis(10);
            long begin = System.nanoTime();
            Decisions decisions = engine.observe(service, status, now);
            micros[i] = (System.nanoTime() - begin) / 1e3;
            decisions
                    .stepRuns()
                    .forEach(run ->
                            engine.finished(run, Map.of(), run.step().actions().size(), now));
            if (engine.nextDue() != null) {
                engine.tick(now);
            }
        }
        Arrays.sort(micros);
        return micros;
    }

    /**
     * The worst case: each service has failed and been restarted a thousand times, and all of them since the last copy.
     */
    private void state() {
        Engine engine = new Engine(rules, new SupervisedServices(services, null), new Random(1));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < OccurrenceWindow.CAPACITY; i++) {
                now = now.plusMillis(10);
                engine.services().histories().values().forEach(history -> {
                    history.restarts().add(now);
                    history.failures().add(now);
                });
            }
            engine.review(now);
            long begin = System.nanoTime();
            EngineSnapshot copy = engine.snapshot();
            long copied = System.nanoTime();
            int length = StateWriter.of(copy).length();
            long written = System.nanoTime();
            engine.snapshot();
            System.out.printf(
                    "state of %d services with 2000 moments each: copied under the lock in %.1f ms, when nothing changed in %.2f ms; its text of %d KiB made outside in %.0f ms%n",
                    services.size(),
                    (copied - begin) / 1e6,
                    (System.nanoTime() - written) / 1e6,
                    length / 1024,
                    (written - copied) / 1e6);
        }
    }
}
