package io.github.servicehandler;

import io.github.servicehandler.command.ManagerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Benchmark of the delay between {@code kill -9} of a service's main process and a client's report of the failure. In
 * every round each client is connected alone, so that the manager's signals to another client do not slow it down;
 * ratios are taken within the round.
 */
final class WatchLatency {

    private static final String BARE = "bare socket reader";
    private static final String LIBRARY = "Watch";
    private static final String POLLING = "Watch by polling";
    private static final int POOL = 20;
    private static final double LIMIT = 1.3;

    private final int rounds;
    private final int kills = BenchSettings.of("BENCH_KILLS", 200);
    private final int polledKills = BenchSettings.of("BENCH_POLLED_KILLS", 20);
    private final Map<String, FailureClient.Opener> clients = new LinkedHashMap<>();
    private final Map<String, List<Double>> all = new LinkedHashMap<>();
    private final MeasuredValues figures = new MeasuredValues();

    WatchLatency(int rounds) {
        this.rounds = rounds;
    }

    void measure() throws Exception {
        Systemd polled = Systemd.of(ManagerAddress.user(), new PollingOnlyRunner());
        clients.put(BARE, (latencies, units) -> BareReader.open(latencies));
        clients.put(LIBRARY, (latencies, units) -> WatchClient.open(Systemd.user(), latencies, units));
        clients.put(
                "Watch, same thread",
                (latencies, units) -> WatchClient.open(Systemd.user(), latencies, units, Runnable::run));
        clients.put("dbus-java", (latencies, units) -> DbusJavaClient.open(latencies));
        PeerClients.commands().forEach((name, command) -> {
            if (command.isEmpty()) {
                System.out.println(name + ": not here");
            } else {
                clients.put(name, (latencies, units) -> ProcessClient.open(command, latencies));
            }
        });
        clients.put(POLLING, (latencies, units) -> WatchClient.open(polled, latencies, units));
        try (Instances instances = Instances.start(POOL)) {
            // one round more, to warm up
            for (int round = 0; round <= rounds; round++) {
                round(instances, round);
            }
        }
        report();
    }

    /** Measures each client once, in reverse order every other time, so that slow changes even out. */
    private void round(Instances instances, int round) throws Exception {
        List<String> order = new ArrayList<>(clients.keySet());
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        for (String name : order) {
            double[] millis = measure(name, instances);
            if (round > 0) {
                record(name, millis);
            }
        }
    }

    @SuppressWarnings("try") // the client works on its own thread
    private double[] measure(String name, Instances instances) throws Exception {
        int count = name.equals(POLLING) ? polledKills : kills;
        double[] millis = new double[count];
        KillLatencies latencies = new KillLatencies();
        List<ProcessHandle> processes = List.of();
        try (FailureClient client = Objects.requireNonNull(clients.get(name)).open(latencies, instances)) {
            for (int i = 0; i < count; i++) {
                int which = i % POOL;
                if (which == 0) {
                    instances.systemctl("restart");
                    processes = instances.processes();
                }
                pause(name);
                millis[i] = latencies.kill(instances.names().get(which), processes.get(which));
            }
        }
        return millis;
    }

    /** Waits until the manager is idle. The random part prevents that each kill follows right after a poll. */
    private static void pause(String name) throws InterruptedException {
        int maxMillis = name.equals(POLLING) ? 1000 : 20;
        TimeUnit.MICROSECONDS.sleep(5000 + ThreadLocalRandom.current().nextInt(maxMillis * 1000));
    }

    private void record(String name, double[] millis) {
        double[] reported = reported(Arrays.stream(millis).boxed().toList());
        figures.add(name + ".p50", percentile(reported, 50));
        figures.add(name + ".p99", percentile(reported, 99));
        all.computeIfAbsent(name, unused -> new ArrayList<>())
                .addAll(Arrays.stream(millis).boxed().toList());
    }

    private static double[] reported(List<Double> millis) {
        return millis.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, int percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(rank, 1) - 1];
    }

    private void report() {
        System.out.printf(
                "%nfrom kill -9 to the listener, %d rounds, ms%n%-20s %7s %9s %9s %9s %9s %7s%n",
                rounds, "", "kills", "p50", "p90", "p99", "max", "missed");
        clients.keySet().forEach(name -> {
            List<Double> millis = all.getOrDefault(name, List.of());
            double[] reported = reported(millis);
            System.out.printf(
                    "%-20s %7d %9.2f %9.2f %9.2f %9.2f %7d%n",
                    name,
                    millis.size(),
                    percentile(reported, 50),
                    percentile(reported, 90),
                    percentile(reported, 99),
                    percentile(reported, 100),
                    millis.size() - reported.length);
        });
        clients.keySet().stream().filter(name -> !name.equals(BARE)).forEach(this::ratio);
    }

    private void ratio(String name) {
        double[] medians = figures.ratio(name + ".p50", BARE + ".p50");
        double[] tails = figures.ratio(name + ".p99", BARE + ".p99");
        Arrays.sort(medians);
        Arrays.sort(tails);
        double median = medians[medians.length / 2];
        String limit = name.equals(LIBRARY) ? "  <= " + LIMIT + (median <= LIMIT ? "" : " MISSED") : "";
        System.out.printf(
                "%s / %s, median of the rounds: p50 %.2f, p99 %.2f%s%n",
                name, BARE, median, tails[tails.length / 2], limit);
    }
}
