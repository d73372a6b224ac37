package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Benchmark of the cost of a watch while nothing happens, in a JVM that does nothing else. */
public final class WatchChild {

    /** How long a JVM goes on compiling, and the manager cleaning up, after there is nothing more to do. */
    private static final int SETTLING = 5;

    private WatchChild() {}

    static void idle(int units, int seconds) throws IOException, InterruptedException {
        System.out.printf("%nCPU of %d s while %d units are idle%n", seconds, units);
        try (Instances instances = Instances.start(units)) {
            for (String mode : List.of("idle", "signals", "polling")) {
                run(mode, instances.names().size(), seconds);
            }
        }
    }

    static void memory(int units) throws IOException, InterruptedException {
        try (Instances instances = Instances.start(units)) {
            run("memory", instances.names().size(), 0);
        }
    }

    private static void run(String mode, int units, int seconds) throws IOException, InterruptedException {
        Command command = Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WatchChild.class.getName(),
                mode,
                "" + units,
                "" + seconds);
        System.out.print(new String(BareProcess.run(command), StandardCharsets.UTF_8));
    }

    /**
     * Measures one thing, and prints it.
     *
     * @param arguments what to do, with how many units, and for how many seconds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int units = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        PollingOnlyRunner asking = new PollingOnlyRunner();
        switch (arguments[0]) {
            case "idle" -> idle("the JVM alone", seconds, asking);
            case "signals" -> watchIdle("Watch", Systemd.user(), units, seconds, asking);
            case "polling" ->
                watchIdle("Watch by polling", Systemd.of(ManagerAddress.user(), asking), units, seconds, asking);
            case "memory" -> memory(Systemd.user(), units);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void watchIdle(String what, Systemd systemd, int units, int seconds, PollingOnlyRunner asking)
            throws IOException, InterruptedException {
        try (Watch watch = Watch.of(Instances.handlers(systemd, units))) {
            watch.onEvent(event -> System.out.println("not idle: " + event));
            idle(what, seconds, asking);
        }
    }

    private static void idle(String what, int seconds, PollingOnlyRunner asking)
            throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING);
        int lists = asking.lists();
        CpuTimes times = CpuTimes.begin();
        TimeUnit.SECONDS.sleep(seconds);
        long[] used = times.used();
        System.out.printf(
                "%-18s JVM %6d ms, its systemctls %6d ms, manager %6d ms, %d list-units%n",
                what, used[0], used[1], used[2], asking.lists() - lists);
    }

    /** The handlers are the caller's own; and one watch is there before, so that code and connection do not count. */
    private static void memory(Systemd systemd, int units) {
        List<ServiceHandler> handlers = Instances.handlers(systemd, units);
        try (Watch first = Watch.of(handlers.get(0))) {
            long before = used();
            try (Watch all = Watch.of(handlers)) {
                long bytes = (used() - before)
                        / (all.statuses().size() - first.statuses().size());
                System.out.printf(
                        "%nheap in use for each of %d watched units: %.2f KiB (limit 4)%n", units, bytes / 1024.0);
            }
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
