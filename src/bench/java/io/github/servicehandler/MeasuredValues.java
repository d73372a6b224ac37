package io.github.servicehandler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Measured values: one for each round and each thing measured. */
final class MeasuredValues {

    private static final double BYTES_PER_KIB = 1024;

    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(Collection<RunResult> round) {
        for (RunResult run : round) {
            Result<?> primary = run.getPrimaryResult();
            String name = primary.getLabel();
            add(name, primary.getStatistics().getPercentile(50));
            run.getSecondaryResults().forEach((label, result) -> add(name + "." + label, result.getScore()));
        }
    }

    void add(String name, double value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    double[] of(String name) {
        return Objects.requireNonNull(values.get(name), name).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    double[] kib(String name) {
        return Arrays.stream(of(name)).map(bytes -> bytes / BYTES_PER_KIB).toArray();
    }

    /** Returns the ratio in each round: what slows a whole round down does not show in it. */
    double[] ratio(String name, String limit) {
        double[] ratios = of(name);
        double[] limits = of(limit);
        Arrays.setAll(ratios, i -> ratios[i] / limits[i]);
        return ratios;
    }
}
