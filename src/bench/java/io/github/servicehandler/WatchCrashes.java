package io.github.servicehandler;

import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Benchmark with a service that crashes and is restarted again and again. Compares the reported restarts with systemd's
 * own count.
 */
final class WatchCrashes {

    /** As soon as this file is there, the service runs on, so that systemd's count stands still. */
    private static final Path ENOUGH = Path.of(System.getenv("XDG_RUNTIME_DIR"), "servicehandler-bench-enough");

    private static final UnitFile FILE = UnitFile.parse("""
            [Unit]
            StartLimitIntervalSec=0
            [Service]
            ExecStart=/bin/sh -c 'test -e %t/servicehandler-bench-enough && exec sleep infinity; exit 1'
            Restart=always
            RestartSec=0
            """);

    /** In which the last run sees that file, and threads that have nothing to do any more end. */
    private static final int SETTLING_SECONDS = 15;

    private final int crashes;
    private final ChainRecorder chains = new ChainRecorder();
    private final CountDownLatch enough;
    private long reported;
    private long notConsecutive;

    WatchCrashes(int crashes) {
        this.crashes = crashes;
        this.enough = new CountDownLatch(crashes);
    }

    void measure() throws IOException, InterruptedException {
        Files.deleteIfExists(ENOUGH);
        try (Instances instances = Instances.install(1, FILE);
                Watch watch = Watch.of(instances.handlers())) {
            watch.onEvent(chains).onEvent(this::count);
            String before = resources();
            long begin = System.nanoTime();
            instances.systemctl("start");
            boolean inTime = enough.await(30, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Files.createFile(ENOUGH);
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            report(
                    inTime ? seconds : Double.NaN,
                    before,
                    resources(),
                    instances.systemctl("show --property=NRestarts --value").strip());
        } finally {
            Files.deleteIfExists(ENOUGH);
        }
    }

    /** Takes note of systemd's count at each run. */
    private synchronized void count(UnitEvent event) {
        if (event instanceof UnitEvent.Restarted restarted) {
            reported++;
            if (restarted.status().restarts() != reported) {
                notConsecutive++;
            }
            enough.countDown();
        }
    }

    private static String resources() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return Thread.getAllStackTraces().size() + " threads and " + descriptors.count() + " descriptors";
        }
    }

    private synchronized void report(double seconds, String before, String after, String counted) {
        System.out.printf(
                "%n%d crashes in a row took %.1f s: systemd counts %s restarts, reported %d, not consecutive %d%n",
                crashes, seconds, counted, reported, notConsecutive);
        System.out.printf("  %d changes of state, %d breaks of a chain%n", chains.changes(), chains.breaks());
        System.out.printf("  before them %s, after them %s%n", before, after);
    }
}
