package io.github.servicehandler.contract;

import io.github.servicehandler.command.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A way of waiting until a manager has nothing left to do. */
@FunctionalInterface
interface FuzzQuiescence {

    int READINGS_WITH_WAITING_JOBS = 20;
    Set<String> AT_REST = Set.of("dead", "failed", "exited", "active", "listening", "waiting", "elapsed");
    Pattern NO_PENDING_SIGNALS = Pattern.compile("SigPnd:\\s+0+\\nShdPnd:\\s+0+\\n");

    /** Waits until the manager is at rest and returns the properties of the units. */
    Map<String, Map<String, String>> await(TimeSource time, Supplier<Map<String, Map<String, String>>> units);

    /** Returns a strategy that waits for a fixed time. This is fast with virtual time. */
    static FuzzQuiescence byWaiting() {
        return (time, units) -> {
            sleep(time, Duration.ofSeconds(2));
            Map<String, Map<String, String>> first = units.get();
            // reading makes the manager load units, which changes what the next reading shows
            Map<String, Map<String, String>> second = units.get();
            return second.equals(first) ? second : units.get();
        };
    }

    /**
     * Returns a strategy that reads the properties repeatedly until only long-running processes remain and nothing
     * changes.
     */
    static FuzzQuiescence byPolling() {
        return (time, units) -> {
            Instant deadline = time.instant().plusSeconds(4);
            Map<String, Map<String, String>> last = Map.of();
            Map<String, Map<String, String>> now = units.get();
            int sameReadings = 0;
            while (sameReadings == 0 || !isAtRest(now, sameReadings)) {
                if (time.instant().isAfter(deadline)) {
                    throw new Restless(now);
                }
                sleep(time, Duration.ofMillis(5));
                last = now;
                now = units.get();
                sameReadings = now.equals(last) ? sameReadings + 1 : 0;
            }
            return now;
        };
    }

    /**
     * Returns whether the manager is at rest. The manager runs every possible job before it replies again. A job that
     * remains over many readings, while all units are at rest, waits for an automatic restart with a long delay, or for
     * a job that in turn waits for it.
     */
    private static boolean isAtRest(Map<String, Map<String, String>> units, int readings) {
        boolean mayHaveJobs = readings > READINGS_WITH_WAITING_JOBS;
        return units.values().stream()
                .allMatch(unit -> isUnitAtRest(unit)
                        && (mayHaveJobs || unit.getOrDefault("Job", "").isEmpty()));
    }

    private static boolean hasLongRestartDelay(Map<String, String> unit) {
        return "auto-restart".equals(unit.get("SubState"))
                && !unit.getOrDefault("RestartUSec", "").endsWith("ms");
    }

    private static boolean isUnitAtRest(Map<String, String> unit) {
        return switch (unit.getOrDefault("SubState", "")) {
            case "running" -> isLongRunning(unit.getOrDefault("MainPID", "0"));
            case "auto-restart" -> hasLongRestartDelay(unit);
            default -> AT_REST.contains(unit.get("SubState"));
        };
    }

    /**
     * Returns whether a process is a long-running one that has executed its program, is alive and has no pending
     * signal.
     */
    private static boolean isLongRunning(String pid) {
        try {
            Path process = Path.of("/proc", pid);
            return pid.equals("0")
                    || (Files.readString(process.resolve("cmdline")).contains("1000")
                            && NO_PENDING_SIGNALS
                                    .matcher(Files.readString(process.resolve("status")))
                                    .find());
        } catch (IOException e) {
            return false;
        }
    }

    private static void sleep(TimeSource time, Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An exception for a manager that did not come to rest in time. */
    final class Restless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Restless(Map<String, Map<String, String>> units) {
            super("the manager did not come to rest: " + units);
        }
    }
}
