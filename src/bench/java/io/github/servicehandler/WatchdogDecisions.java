package io.github.servicehandler;

import io.github.servicehandler.watch.Watch;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.ServiceSnapshot;
import io.github.servicehandler.watchdog.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Benchmark of the delay between a watch's event and a rule's decision to restart the service, while services crash one
 * after the other and many at once. The event itself contains the first time; the rule's own condition takes the
 * second.
 */
final class WatchdogDecisions {

    private static final double LIMIT = 5;
    private static final int AT_ONCE = 100;
    private static final int KILLS = 200;
    private static final long PATIENCE = 60;

    private final int units;
    private final int rounds;
    private final Map<String, Instant> reported = new ConcurrentHashMap<>();
    private final Map<String, Instant> decided = new ConcurrentHashMap<>();
    private volatile Set<String> killed = Set.of();
    private volatile CountDownLatch restarted = new CountDownLatch(0);

    WatchdogDecisions(int units, int rounds) {
        this.units = units;
        this.rounds = rounds;
    }

    void measure() throws IOException, InterruptedException {
        Path state = Files.createTempFile("servicehandler-bench", ".state");
        try (Instances instances = Instances.start(units);
                Watch watch = Watch.of(instances.handlers())) {
            watch.onStateChange(this::changed, Runnable::run);
            try (Watchdog dog = Watchdog.builder()
                    .watch(instances.handlers())
                    .rules(BenchRules.ofStates(
                            instances.names(), Condition.failed().and(Condition.that("stamped", this::stamp))))
                    .state(state)
                    .start()) {
                System.out.printf(
                        "%nfrom the watch's event to the decision, %d services, %d rules, %d rounds, ms%n",
                        units, dog.table().lines().count() - 1, rounds);
                crash(instances, 1);
                crash(instances, Math.min(AT_ONCE, units));
            }
        } finally {
            Files.deleteIfExists(state);
        }
    }

    private void changed(StateChange change) {
        String unit = change.unit().toString();
        if (change.to() == ServiceState.ERROR && killed.contains(unit)) {
            reported.putIfAbsent(unit, change.at());
        } else if (change.to() == ServiceState.RUNNING && reported.containsKey(unit)) {
            restarted.countDown();
        }
    }

    private boolean stamp(ServiceSnapshot snapshot) {
        String unit = snapshot.service().toString();
        // all parts of a condition are asked, whether or not the others hold
        if (snapshot.state() == ServiceState.ERROR && killed.contains(unit)) {
            decided.putIfAbsent(unit, Instant.now());
        }
        return true;
    }

    /** Kills all units once in each round, some at a time; one more round comes first, to warm up. */
    private void crash(Instances instances, int atOnce) throws InterruptedException {
        List<Double> all = new ArrayList<>();
        double longest = 0;
        for (int round = 0; round <= rounds; round++) {
            List<ProcessHandle> processes = instances.processes();
            for (int i = 0; i + atOnce <= units && i < Math.max(KILLS, 5 * atOnce); i += atOnce) {
                double took = kill(instances.names().subList(i, i + atOnce), processes.subList(i, i + atOnce));
                if (round > 0) {
                    all.addAll(waits());
                    longest = Math.max(longest, took);
                }
            }
        }
        report(atOnce, all, longest);
    }

    private List<Double> waits() {
        return decided.entrySet().stream()
                // one killed before may be decided about once more
                .filter(unit -> killed.contains(unit.getKey()))
                .map(unit -> Duration.between(Objects.requireNonNull(reported.get(unit.getKey())), unit.getValue()))
                .map(wait -> wait.toNanos() / 1e6)
                .toList();
    }

    private double kill(List<String> names, List<ProcessHandle> processes) throws InterruptedException {
        reported.clear();
        decided.clear();
        killed = Set.copyOf(names);
        restarted = new CountDownLatch(processes.size());
        long begin = System.nanoTime();
        processes.forEach(ProcessHandle::destroyForcibly);
        if (!restarted.await(PATIENCE, TimeUnit.SECONDS)) {
            throw new IllegalStateException(restarted.getCount() + " services were not restarted");
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void report(int atOnce, List<Double> millis, double longest) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p99 = percentile(sorted, 99);
        System.out.printf(
                "%3d at once: %5d decisions, p50 %.3f, p90 %.3f, p99 %.3f (limit %.0f%s), max %.3f; all up again after %.0f at most%n",
                atOnce,
                sorted.length,
                percentile(sorted, 50),
                percentile(sorted, 90),
                p99,
                LIMIT,
                p99 <= LIMIT ? "" : " MISSED",
                percentile(sorted, 100),
                longest);
    }

    private static double percentile(double[] sorted, int percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted.length == 0 ? Double.NaN : Arrays.copyOf(sorted, Math.max(rank, 1))[Math.max(rank, 1) - 1];
    }
}
