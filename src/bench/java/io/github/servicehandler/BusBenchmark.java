package io.github.servicehandler;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import io.github.servicehandler.unit.UnitName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Benchmark of statuses and verbs over the bus of the user manager of the user who runs it, next to a bare client on
 * the manager's socket that reads only what it must. Both take turns, call by call. See docs/benchmarks.md.
 */
public final class BusBenchmark {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int CALLS = 2_000;
    private static final int STARTS = 600;
    private static final int MANY = 1_000;

    /** What one decision about a service needs to know. */
    private static final List<String> OF_UNIT = List.of("LoadState", "ActiveState", "SubState", "InvocationID");

    private static final List<String> OF_SERVICE = List.of("Result", "MainPID", "NRestarts", "ExecMainStatus");

    /** A bare client, which knows the jobs that have ended. */
    private static final class BareClient implements AutoCloseable {

        private final Map<String, CountDownLatch> ends = new ConcurrentHashMap<>();
        private final BusConnection bus = BusConnection.toPrivateSocket(
                Path.of(System.getenv("XDG_RUNTIME_DIR"), "systemd/private"), this::onSignal, reason -> {}, TIMEOUT);

        private void onSignal(Message signal) {
            if (signal.member().equals("JobRemoved")) {
                end(signal.value(1, String.class)).countDown();
            }
        }

        private CountDownLatch end(String job) {
            return ends.computeIfAbsent(job, path -> new CountDownLatch(1));
        }

        static List<Message> gets(UnitName unit) {
            String path = unit.busPath();
            return Stream.concat(
                            OF_UNIT.stream().map(name -> SystemdBusNames.get(path, SystemdBusNames.UNIT, name)),
                            OF_SERVICE.stream().map(name -> SystemdBusNames.get(path, SystemdBusNames.SERVICE, name)))
                    .toList();
        }

        void run(String method, List<UnitName> units) throws InterruptedException {
            List<Message> calls = units.stream()
                    .map(unit -> SystemdBusNames.manager(method).withBody("ss", unit.toString(), "replace"))
                    .toList();
            for (Message reply : bus.callAll(calls, TIMEOUT)) {
                if (!end(reply.value(0, String.class)).await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the job does not end");
                }
            }
        }

        @Override
        public void close() {
            bus.close();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private final Map<String, List<Double>> times = new LinkedHashMap<>();
    private final BareClient bare = new BareClient();

    private BusBenchmark() {}

    /**
     * Measures, and prints the figures.
     *
     * @param arguments how many rounds, 3 by default
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round);
            new BusBenchmark().measure();
        }
    }

    private void measure() throws Exception {
        try (BenchUnits units = BenchUnits.install(MANY);
                bare) {
            Systemd systemd = units.systemd().overBus();
            List<ServiceHandler> handlers = systemd.services(
                    units.handlers().stream().map(ServiceHandler::fullName).toArray(String[]::new));
            List<UnitName> names =
                    handlers.stream().map(ServiceHandler::unitName).toList();
            first(systemd, handlers.get(0));
            measureStatus(handlers.get(0), names.get(0));
            measureStarts(handlers.get(0), names.get(0));
            measureManyStarts(systemd, handlers.subList(0, 100), names.subList(0, 100));
            measureMany(systemd, handlers, names);
            systemd.perform(Verb.STOP, handlers);
        }
    }

    private void first(Systemd systemd, ServiceHandler handler) {
        long begin = System.nanoTime();
        handler.status();
        System.out.printf("first status, connecting included: %.2f ms%n", (System.nanoTime() - begin) / 1e6);
        systemd.version();
    }

    private void measureStatus(ServiceHandler handler, UnitName name) throws Exception {
        handler.start();
        List<Message> gets = BareClient.gets(name);
        for (int i = 0; i < CALLS; i++) {
            time("status()", handler::status);
            time("eight bare Gets", () -> bare.bus.callAll(gets, TIMEOUT));
        }
        handler.stop();
        report("status()", "eight bare Gets");
    }

    private void measureStarts(ServiceHandler handler, UnitName name) throws Exception {
        for (int i = 0; i < STARTS; i++) {
            time("start()", handler::start);
            time("stop()", handler::stop);
            time("bare StartUnit", () -> bare.run("StartUnit", List.of(name)));
            time("bare StopUnit", () -> bare.run("StopUnit", List.of(name)));
        }
        report("start()", "bare StartUnit");
        report("stop()", "bare StopUnit");
    }

    private void measureManyStarts(Systemd systemd, List<ServiceHandler> handlers, List<UnitName> names)
            throws Exception {
        for (int i = 0; i < 5; i++) {
            time("perform(START, 100)", () -> systemd.perform(Verb.START, handlers));
            systemd.perform(Verb.STOP, handlers);
            time("100 bare StartUnit", () -> bare.run("StartUnit", names));
            systemd.perform(Verb.STOP, handlers);
        }
        report("perform(START, 100)", "100 bare StartUnit");
    }

    private void measureMany(Systemd systemd, List<ServiceHandler> handlers, List<UnitName> names) throws Exception {
        systemd.perform(Verb.START, handlers);
        List<Message> gets = new ArrayList<>();
        names.forEach(name -> gets.addAll(BareClient.gets(name)));
        for (int i = 0; i < 20; i++) {
            time("statuses(1000 running)", () -> systemd.statuses(handlers));
            time("8000 bare Gets", () -> bare.bus.callAll(gets, TIMEOUT));
        }
        report("statuses(1000 running)", "8000 bare Gets");
    }

    private void time(String name, Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        times.computeIfAbsent(name, unused -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e6);
    }

    /** Prints medians of the second half of the calls, when the code has been compiled. */
    private void report(String name, String limit) {
        double ours = median(name);
        double bares = median(limit);
        System.out.printf("%-24s %8.3f ms   %-20s %8.3f ms   ratio %.2f%n", name, ours, limit, bares, ours / bares);
    }

    private double median(String name) {
        List<Double> all = times.getOrDefault(name, List.of());
        double[] sorted = all.subList(all.size() / 2, all.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
