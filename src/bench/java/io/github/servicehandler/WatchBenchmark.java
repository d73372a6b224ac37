package io.github.servicehandler;

import java.util.List;
import java.util.Locale;

/**
 * Measures watching on the user manager of whoever runs this: how soon a crash is heard, next to other clients; what it
 * costs while nothing happens, in CPU and in memory; and that nothing is missed while a lot does. See
 * docs/benchmarks.md.
 */
public final class WatchBenchmark {

    private WatchBenchmark() {}

    /**
     * Measures, and prints the figures.
     *
     * @param arguments how many rounds of kills, 5 by default; the rest is set by variables of the environment
     */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        int units = Setting.of("BENCH_UNITS", 1000);
        for (String part : List.of(
                Setting.of("BENCH_PARTS", "latency,idle,memory,burst,crashes").split(","))) {
            switch (part) {
                case "latency" -> new WatchLatency(rounds).measure();
                case "idle" -> WatchChild.idle(Setting.of("BENCH_IDLE_UNITS", 200), Setting.of("BENCH_SECONDS", 60));
                case "memory" -> WatchChild.memory(units);
                case "burst" -> new WatchBurst(units).measure();
                case "crashes" -> new WatchCrashes(Setting.of("BENCH_CRASHES", 10_000)).measure();
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
    }
}
