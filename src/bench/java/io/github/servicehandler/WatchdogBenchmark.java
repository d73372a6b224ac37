package io.github.servicehandler;

import io.github.servicehandler.watchdog.EngineSpeed;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark of a watchdog over a thousand services with five thousand rules: the decisions alone, without systemd; the
 * CPU time of an idle minute; and the delay between an event of the watch and a rule's decision, while services crash.
 * See docs/benchmarks.md.
 */
public final class WatchdogBenchmark {

    private WatchdogBenchmark() {}

    /**
     * Measures, and prints the figures.
     *
     * @param arguments how many rounds of crashes, 5 by default; the rest is set by variables of the environment
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        int units = BenchSettings.of("BENCH_UNITS", 1000);
        for (String part :
                List.of(BenchSettings.of("BENCH_PARTS", "engine,idle,decisions").split(","))) {
            switch (part) {
                case "engine" -> new EngineSpeed(units).measure();
                case "idle" -> WatchdogChild.idle(units, BenchSettings.of("BENCH_SECONDS", 60));
                case "decisions" -> new WatchdogDecisions(units, rounds).measure();
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
    }
}
