package io.github.servicehandler;

import java.util.List;
import java.util.Locale;

/**
 * Benchmark of watches on the user manager of the user who runs it: the delay until a crash is reported, next to other
 * clients; the cost in CPU and memory while nothing happens; and that no event is missed while many arrive. See
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
        int units = BenchSettings.of("BENCH_UNITS", 1000);
        for (String part : List.of(BenchSettings.of("BENCH_PARTS", "latency,idle,memory,burst,crashes")
                .split(","))) {
            switch (part) {
                case "latency" -> new WatchLatency(rounds).measure();
                case "idle" ->
                    WatchChild.idle(BenchSettings.of("BENCH_IDLE_UNITS", 200), BenchSettings.of("BENCH_SECONDS", 60));
                case "memory" -> WatchChild.memory(units);
                case "burst" -> new WatchBurst(units).measure();
                case "crashes" -> new WatchCrashes(BenchSettings.of("BENCH_CRASHES", 10_000)).measure();
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
    }
}
