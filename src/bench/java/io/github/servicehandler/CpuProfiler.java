package io.github.servicehandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Profiler of the CPU time of an operation: in this JVM, and in the processes that it started and that have ended. */
public final class CpuProfiler implements InternalProfiler {

    static final String JVM = "cpu.jvm";
    static final String CHILDREN = "cpu.children";

    /** proc(5) counts in ticks of 10 ms; an iteration has hundreds of them. */
    private static final double MILLIS_PER_TICK = 10;

    private long jvm;
    private long children;

    @Override
    public String getDescription() {
        return "CPU time of this JVM and of its children";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        String[] stat = stat();
        jvm = jvmTicks(stat);
        children = childrenTicks(stat);
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        String[] stat = stat();
        double perOperation = MILLIS_PER_TICK / result.getMetadata().getAllOps();
        return List.of(
                average(JVM, (jvmTicks(stat) - jvm) * perOperation),
                average(CHILDREN, (childrenTicks(stat) - children) * perOperation));
    }

    private static ScalarResult average(String name, double millis) {
        return new ScalarResult(name, millis, "ms/op", AggregationPolicy.AVG);
    }

    /** Returns proc(5)'s fields from the third on: the second, the program's name, may hold blanks. */
    private static String[] stat() {
        try {
            String line = Files.readString(Path.of("/proc/self/stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long jvmTicks(String[] stat) {
        return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
    }

    private static long childrenTicks(String[] stat) {
        return Long.parseLong(stat[13]) + Long.parseLong(stat[14]);
    }
}
