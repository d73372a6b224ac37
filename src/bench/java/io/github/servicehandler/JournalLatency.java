package io.github.servicehandler;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.unit.UnitFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Benchmark of the delay between a line from a separate journalctl and the same line from the library. Both follow the
 * same lines at the same time.
 */
final class JournalLatency {

    private static final String WRITE =
            "ExecStart=/bin/sh -c 'i=0; while [ $$i -lt %d ]; do echo line $$i; i=$$((i+1)); sleep 0.3; done; echo end'";

    private final Map<String, Long> bare = new ConcurrentHashMap<>();
    private final Map<String, Long> library = new ConcurrentHashMap<>();
    private final CountDownLatch ends = new CountDownLatch(2);

    static void measure(int lines) throws IOException, InterruptedException {
        new JournalLatency().run(lines);
    }

    private void record(Map<String, Long> reported, String line) {
        reported.putIfAbsent(line, System.nanoTime());
        if (line.equals("end")) {
            ends.countDown();
        }
    }

    private void run(int lines) throws IOException, InterruptedException {
        Systemd systemd = Systemd.system();
        ServiceHandler writer = systemd.install(
                "servicehandler-bench-lines.service", UnitFile.parse("[Service]\n" + WRITE.formatted(lines) + "\n"));
        Recorder recorder = new Recorder(CommandRunner.local());
        ServiceHandler recorded = Systemd.of(ManagerAddress.system(), recorder)
                .service(writer.unitName().toString());
        recorded.journal().follow(entry -> {}).close();
        try (JournalFollow follow = writer.journal().follow(entry -> record(library, entry.message()));
                RunningCommand plain = CommandRunner.local().start(recorder.last())) {
            Thread reader = new Thread(() -> readPlain(plain));
            reader.setDaemon(true);
            reader.start();
            writer.start();
            if (!ends.await(lines, TimeUnit.SECONDS) || follow.cursor().isEmpty()) {
                throw new IllegalStateException("not all lines were received");
            }
        } finally {
            systemd.uninstall(writer);
        }
        report(lines);
    }

    private void readPlain(RunningCommand plain) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(plain.stdout(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("MESSAGE=")) {
                    record(bare, line.substring("MESSAGE=".length()));
                }
            }
        } catch (IOException e) {
            if (ends.getCount() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void report(int lines) {
        double[] millis = IntStream.range(0, lines)
                .mapToObj(i -> "line " + i)
                .mapToDouble(line -> (library.getOrDefault(line, Long.MAX_VALUE) - bare.getOrDefault(line, 0L)) / 1e6)
                .sorted()
                .toArray();
        System.out.printf(
                "delay of a line after journalctl itself, ms: p50 %.2f, p90 %.2f, max %.2f (limit 5 at p50)%n",
                millis[lines / 2],
                millis[lines * 9 / 10],
                Arrays.stream(millis).max().orElse(0));
    }
}
