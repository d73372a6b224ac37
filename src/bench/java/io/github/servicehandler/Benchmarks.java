package io.github.servicehandler;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Benchmarks of the library against its limits, on the user manager of the user who runs them. Every round measures
 * everything once, each in a JVM of its own, so that a value and its limit are measured close together in time.
 */
public final class Benchmarks {

    private static final int ROUNDS = 5;

    private final MeasuredValues figures = new MeasuredValues();

    private Benchmarks() {}

    /**
     * Measures, and prints the figures.
     *
     * @param arguments how many rounds; 5 by default
     */
    public static void main(String[] arguments) throws RunnerException {
        Systemd.user().version();
        Benchmarks benchmarks = new Benchmarks();
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        for (int round = 1; round <= rounds; round++) {
            print("round %d of %d%n", round, rounds);
            benchmarks.figures.add(new Runner(options()).run());
        }
        benchmarks.report();
    }

    private static Options options() {
        return new OptionsBuilder()
                .include("\\.(Status|Statuses|Parser)Benchmark\\.")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private void report() {
        print("%n%-54s %9s %9s %9s  limit%n", "", "min", "median", "max");
        limit("status() / bare show", figures.ratio("status", "bareShow"), 1.15);
        limit("status() over the bus / eight bare Gets", figures.ratio("statusOverBus", "bareGets"), 1.3);
        limit("status() over the bus / bare show", figures.ratio("statusOverBus", "bareShow"), 1);
        limit(
                "statuses(1000 stopped) over the bus / bare list-units",
                figures.ratio("statusesOverBus", "bareListUnits"),
                1);
        limit("status(), KiB allocated", figures.kib("status.gc.alloc.rate.norm"), 100);
        limit("statuses(1000 stopped) / bare list-units", figures.ratio("statuses", "bareListUnits"), 1.3);
        line("parser, MB/s", figures.of("parse.megabytes"), ">= 300", median -> median >= 300);
        line("parser, MB/s of CPU time", megabytesPerCpuSecond(), "", median -> true);
        plain("status(), ms", "status");
        plain("status() over the bus, ms", "statusOverBus");
        plain("eight bare Gets, ms", "bareGets");
        plain("bare show, ms", "bareShow");
        plain("status(), CPU ms of the JVM", "status." + CpuProfiler.JVM);
        plain("status(), CPU ms of systemctl", "status." + CpuProfiler.CHILDREN);
        plain("bare show, CPU ms of the JVM", "bareShow." + CpuProfiler.JVM);
        plain("bare show, CPU ms of systemctl", "bareShow." + CpuProfiler.CHILDREN);
        plain("statuses(1000 stopped), ms", "statuses");
        plain("statuses(1000 stopped) over the bus, ms", "statusesOverBus");
        plain("bare list-units, ms", "bareListUnits");
        plain("statuses(1000 stopped), first call, ms", "statusesFirst");
    }

    /** Measures the parser on a machine that is otherwise idle, garbage collection included. */
    private double[] megabytesPerCpuSecond() {
        double[] megabytes = figures.ratio("parse.megabytes", "parse");
        double[] millis = figures.of("parse." + CpuProfiler.JVM);
        Arrays.setAll(megabytes, i -> megabytes[i] / millis[i] * 1000);
        return megabytes;
    }

    private static void limit(String what, double[] values, double limit) {
        line(what, values, "<= " + limit, median -> median <= limit);
    }

    private void plain(String what, String name) {
        line(what, figures.of(name), "", median -> true);
    }

    private static void line(String what, double[] values, String limit, DoublePredicate holds) {
        Arrays.sort(values);
        double median = values[values.length / 2];
        String verdict = limit + (holds.test(median) ? "" : " MISSED");
        print("%-54s %9.2f %9.2f %9.2f  %s%n", what, values[0], median, values[values.length - 1], verdict);
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }
}
