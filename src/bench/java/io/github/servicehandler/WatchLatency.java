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
 * Measures how long after {@code kill -9} of a service's main process a client hears that it failed. In every round
 * each client is connected alone, so that none is slowed down by what the manager has to tell another; ratios are taken
 * within the round.
 */
final class WatchLatency {

    private static final String BARE = "bare socket reader";
    private static final String LIBRARY = "Watch";
    private static final String POLLING = "Watch by polling";
    private static final int POOL = 20;
    private static final double LIMIT = 1.3;

    private final int rounds;
    private final int kills = Setting.of("BENCH_KILLS", 200);
    private final int polledKills = Setting.of("BENCH_POLLED_KILLS", 20);
    private final Map<String, Hearer.Opener> clients = new LinkedHashMap<>();
    private final Map<String, List<Double>> all = new LinkedHashMap<>();
    private final Figures figures = new Figures();

    WatchLatency(int rounds) {
        this.rounds = rounds;
    }

    void measure() throws Exception {
        Systemd polled = Systemd.of(ManagerAddress.user(), new PollingOnlyRunner());
        clients.put(BARE, (heard, units) -> BareReader.open(heard));
        clients.put(LIBRARY, (heard, units) -> WatchHearer.open(Systemd.user(), heard, units));
        clients.put(
                "Watch, same thread", (heard, units) -> WatchHearer.open(Systemd.user(), heard, units, Runnable::run));
        clients.put("dbus-java", (heard, units) -> DbusJavaHearer.open(heard));
        Peers.commands().forEach((name, command) -> {
            if (command.isEmpty()) {
                System.out.println(name + ": not here");
            } else {
                clients.put(name, (heard, units) -> ProcessHearer.open(command, heard));
            }
        });
        clients.put(POLLING, (heard, units) -> WatchHearer.open(polled, heard, units));
        try (Instances instances = Instances.start(POOL)) {
            // one round more, to warm up
            for (int round = 0; round <= rounds; round++) {
                round(instances, round);
            }
        }
        report();
    }

    /** Lets each client have its turn, every other time in reverse, so that what changes slowly evens out. */
    private void round(Instances instances, int round) throws Exception {
        List<String> turns = new ArrayList<>(clients.keySet());
        if (round % 2 == 1) {
            Collections.reverse(turns);
        }
        for (String name : turns) {
            double[] millis = turn(name, instances);
            if (round > 0) {
                note(name, millis);
            }
        }
    }

    @SuppressWarnings("try") // it hears by itself
    private double[] turn(String name, Instances instances) throws Exception {
        int count = name.equals(POLLING) ? polledKills : kills;
        double[] millis = new double[count];
        Kills heard = new Kills();
        List<ProcessHandle> processes = List.of();
        try (Hearer hearer = Objects.requireNonNull(clients.get(name)).open(heard, instances)) {
            for (int i = 0; i < count; i++) {
                int which = i % POOL;
                if (which == 0) {
                    instances.systemctl("restart");
                    processes = instances.processes();
                }
                pause(name);
                millis[i] = heard.kill(instances.names().get(which), processes.get(which));
            }
        }
        return millis;
    }

    /** Lets the manager come to rest; and whoever asks now and then must not always be asked right after he did. */
    private static void pause(String name) throws InterruptedException {
        int most = name.equals(POLLING) ? 1000 : 20;
        TimeUnit.MICROSECONDS.sleep(5000 + ThreadLocalRandom.current().nextInt(most * 1000));
    }

    private void note(String name, double[] millis) {
        double[] heard = heard(Arrays.stream(millis).boxed().toList());
        figures.add(name + ".p50", percentile(heard, 50));
        figures.add(name + ".p99", percentile(heard, 99));
        all.computeIfAbsent(name, unused -> new ArrayList<>())
                .addAll(Arrays.stream(millis).boxed().toList());
    }

    private static double[] heard(List<Double> millis) {
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
            double[] heard = heard(millis);
            System.out.printf(
                    "%-20s %7d %9.2f %9.2f %9.2f %9.2f %7d%n",
                    name,
                    millis.size(),
                    percentile(heard, 50),
                    percentile(heard, 90),
                    percentile(heard, 99),
                    percentile(heard, 100),
                    millis.size() - heard.length);
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
