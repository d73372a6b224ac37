package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalQuery;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Benchmark of reading and following the journal, against journalctl itself, and against python3-systemd where it is
 * installed. A system service writes the lines, so this must run as root, in a disposable system. See
 * docs/benchmarks.md.
 */
public final class JournalBenchmark {

    private static final String UNIT = "servicehandler-bench-journal.service";
    private static final String PYTHON = """
            from systemd import journal
            reader = journal.Reader()
            reader.add_match(_SYSTEMD_UNIT="%s")
            print(sum(len(entry["MESSAGE"]) for entry in reader))
            """;

    private JournalBenchmark() {}

    /**
     * Measures, and prints the figures.
     *
     * @param arguments how many rounds, 5 by default; how many entries is set by the variable BENCH_ENTRIES, 200 000 by
     *     default
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        int entries = Integer.parseInt(System.getenv().getOrDefault("BENCH_ENTRIES", "200000"));
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        fill(entries);
        throughput(rounds);
        memory(entries);
        lastEntries(100);
        JournalLatency.measure(100);
    }

    static JournalQuery query() {
        return Systemd.system().service(UNIT).journal();
    }

    /** Lets a service write numbered lines, as fast as it can. */
    private static void fill(int lines) throws IOException, InterruptedException {
        run(Command.of(
                "systemd-run",
                "--quiet",
                "--wait",
                "--unit=" + UNIT,
                "--property=LogRateLimitIntervalSec=1",
                "--property=LogRateLimitBurst=1000000000",
                "seq",
                "-f",
                "line %.0f of a service that has something to say now and then",
                "" + lines));
        run(Command.of("journalctl", "--sync"));
    }

    private static void throughput(int rounds) throws IOException, InterruptedException {
        Recorder recorder = new Recorder(CommandRunner.local());
        Systemd.of(ManagerAddress.system(), recorder).service(UNIT).journal().stream()
                .close();
        Command bare = recorder.last();
        List<double[]> seconds = new ArrayList<>();
        boolean hasPython = new ProcessBuilder("python3", "-c", "import systemd.journal")
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        // one round more, to warm up
        for (int round = 0; round <= rounds; round++) {
            double[] now = {
                time(() -> run(bare)),
                time(JournalBenchmark::readSome),
                time(JournalBenchmark::readAll),
                time(() -> empty(bare)),
                hasPython ? time(() -> run(Command.of("python3", "-c", PYTHON.formatted(UNIT)))) : Double.NaN
            };
            System.out.printf(
                    "round %d, s: journalctl %.2f, library %.2f, with all fields %.2f, bare pipe %.2f, python3-systemd %.2f%n",
                    round, now[0], now[1], now[2], now[3], now[4]);
            if (round > 0) {
                seconds.add(now);
            }
        }
        System.out.printf("throughput as a part of journalctl's own, median of %d rounds (limit 0.9)%n", rounds);
        System.out.printf("  library, message, time, priority, pid, identifier, cursor %.2f%n", median(seconds, 1));
        System.out.printf("  library, all fields as text %.2f%n", median(seconds, 2));
        System.out.printf("  a pipe from which everything is thrown away %.2f%n", median(seconds, 3));
        System.out.printf("  python3-systemd %.2f%n", median(seconds, 4));
    }

    /** Measures reading the last 50 entries, in turn with a bare journalctl into a pipe. */
    private static void lastEntries(int rounds) throws IOException, InterruptedException {
        Command bare = Command.of("journalctl", "--unit=" + UNIT, "--lines=50", "--output=export", "--quiet");
        List<double[]> seconds = new ArrayList<>();
        // as many rounds more, to warm up
        for (int round = -rounds; round < rounds; round++) {
            double[] now = {
                time(() -> empty(bare)),
                time(() -> consume(query().last(50).read().size()))
            };
            if (round >= 0) {
                seconds.add(now);
            }
        }
        System.out.printf(
                "the last 50 entries, time divided by that of journalctl, median of %d (limit 1.3): %.2f%n",
                rounds, 1 / median(seconds, 1));
    }

    private static double median(List<double[]> seconds, int which) {
        double[] ratios = seconds.stream()
                .mapToDouble(round -> round[0] / round[which])
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double time(Work work) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void readSome() {
        try (Stream<JournalEntry> entries = query().stream()) {
            consume(entries.mapToLong(JournalBenchmark::some).sum());
        }
    }

    private static long some(JournalEntry entry) {
        return (long) entry.message().length()
                + entry.time().getEpochSecond()
                + entry.priority().level()
                + entry.pid().orElse(0)
                + entry.identifier().orElse("").length()
                + entry.cursor().text().length();
    }

    private static void readAll() {
        try (Stream<JournalEntry> entries = query().stream()) {
            consume(entries.mapToLong(entry -> entry.fields().size()).sum());
        }
    }

    private static void consume(long sum) {
        if (sum <= 0) {
            throw new IllegalStateException("nothing was read");
        }
    }

    /** Prints the memory in use after a garbage collection, at each tenth of the entries. */
    private static void memory(int entries) {
        long[] kib = new long[10];
        long[] read = {0};
        try (Stream<JournalEntry> all = query().stream()) {
            all.limit(entries).forEach(entry -> {
                if (++read[0] % (entries / 10) == 0) {
                    kib[(int) (read[0] / (entries / 10)) - 1] = used();
                }
            });
        }
        System.out.printf("heap in use at each tenth of %d entries, KiB: %s%n", read[0], Arrays.toString(kib));
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
    }

    /** Reads all that a command writes and looks at none of it: what a pipe costs journalctl already. */
    private static void empty(Command command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.argv())
                .redirectError(Redirect.INHERIT)
                .start();
        try (InputStream stdout = process.getInputStream()) {
            byte[] buffer = new byte[64 * 1024];
            while (stdout.read(buffer) >= 0) {
                // on and on
            }
        }
        process.waitFor();
    }

    private static void run(Command command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.argv())
                .redirectError(Redirect.INHERIT)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(command + " failed");
        }
    }
}
