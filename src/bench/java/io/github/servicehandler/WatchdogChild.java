package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.watchdog.Condition;
import io.github.servicehandler.watchdog.Rule;
import io.github.servicehandler.watchdog.Watchdog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Benchmark of the cost of a watchdog while nothing happens, in a JVM that does nothing else. */
public final class WatchdogChild {

    private static final double LIMIT = 0.01;

    /** The intervals between two samples: one that suits so many services, and the default. */
    private static final Duration SLOW = Duration.ofMinutes(1);

    private static final Duration DEFAULT = Duration.ofSeconds(10);

    /**
     * The interval between samples during the warm-up, and its length in seconds. It lets the JVM compile what a
     * watchdog runs for months.
     */
    private static final Duration WARM_UP_PACE = Duration.ofSeconds(1);

    private static final int WARM_UP = 60;

    /** How long a JVM goes on compiling after there is nothing more to do. */
    private static final int SETTLING = 10;

    /**
     * How many times in a row it is measured where the JVM goes on compiling: what then stays is what months of it
     * take.
     */
    private static final int UNTIL_COMPILED = 4;

    private WatchdogChild() {}

    static void idle(int units, int seconds) throws IOException, InterruptedException {
        System.out.printf("%nCPU of %d s while %d services are idle, %d rules%n", seconds, units, 5 * units);
        try (Instances instances = Instances.start(units)) {
            for (String mode : List.of("states", "readings")) {
                run(mode, instances.names().size(), seconds);
            }
        }
    }

    private static void run(String mode, int units, int seconds) throws IOException, InterruptedException {
        Command command = Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WatchdogChild.class.getName(),
                mode,
                "" + units,
                "" + seconds);
        System.out.print(new String(BareProcess.run(command), StandardCharsets.UTF_8));
    }

    /**
     * Measures one thing, and prints it.
     *
     * @param arguments which rules, for how many units, and for how many seconds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<ServiceHandler> services = Instances.handlers(Systemd.user(), Integer.parseInt(arguments[1]));
        int seconds = Integer.parseInt(arguments[2]);
        List<Rule> rules = BenchRules.ofStates(
                services.stream().map(ServiceHandler::toString).toList(), Condition.failed());
        if (arguments[0].equals("readings")) {
            // of the CPU an account is kept everywhere, of the memory not in a testbed
            Condition memory = Condition.memoryAbove(Long.MAX_VALUE);
            Condition cpu = Condition.cpuAbove(Double.MAX_VALUE);
            measure("cold, memory, 1 s", services, BenchRules.withReadings(rules, memory, WARM_UP_PACE), WARM_UP, 1);
            measure("memory, 1 min", services, BenchRules.withReadings(rules, memory, SLOW), seconds, 1);
            measure("memory, 10 s", services, BenchRules.withReadings(rules, memory, DEFAULT), seconds, UNTIL_COMPILED);
            measure("cpu, 10 s", services, BenchRules.withReadings(rules, cpu, DEFAULT), seconds, UNTIL_COMPILED);
        } else {
            measure("states", services, rules, seconds, 1);
        }
    }

    private static void measure(String what, List<ServiceHandler> services, List<Rule> rules, int seconds, int times)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Watchdog dog = Watchdog.builder()
                .watch(services)
                .rules(rules)
                .onEvent(event -> System.out.println("not idle: " + event))
                .start()) {
            double started = (System.nanoTime() - begin) / 1e6;
            TimeUnit.SECONDS.sleep(SETTLING);
            for (int i = 0; i < times; i++) {
                CpuTimes used = CpuTimes.begin();
                TimeUnit.SECONDS.sleep(seconds);
                report(what, started, used.used(), seconds, dog);
            }
        }
    }

    private static void report(String what, double started, long[] used, int seconds, Watchdog dog) {
        double part = used[0] / (1000.0 * seconds);
        System.out.printf(
                "%-17s started in %5.0f ms, JVM %5d ms = %.2f%% of a core (limit 1%%%s), its systemctls %5d ms, manager %5d ms, in quarantine %d%n",
                what,
                started,
                used[0],
                100 * part,
                part <= LIMIT ? "" : " MISSED",
                used[1],
                used[2],
                dog.quarantined().size());
    }
}
