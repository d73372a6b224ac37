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

/** Waits until a manager has nothing to do any more. */
@FunctionalInterface
interface FuzzQuiescence {

    int LOOKS_AT_JOBS_THAT_WAIT = 20;
    Pattern NOTHING_PENDING = Pattern.compile("SigPnd:\\s+0+\\nShdPnd:\\s+0+\\n");

    /** Returns the units' properties as they are at rest. */
    Map<String, Map<String, String>> await(TimeSource time, Supplier<Map<String, Map<String, String>>> units);

    /** Lets a time pass that is long enough for everything: that costs nothing where time is virtual. */
    static FuzzQuiescence byTime() {
        return (time, units) -> {
            sleep(time, Duration.ofSeconds(2));
            Map<String, Map<String, String>> first = units.get();
            // a look makes the manager load units, which shows at the next one
            Map<String, Map<String, String>> second = units.get();
            return second.equals(first) ? second : units.get();
        };
    }

    /** Looks again and again, until all processes are those that last, and nothing changes. */
    static FuzzQuiescence byLooking() {
        return (time, units) -> {
            Instant deadline = time.instant().plusSeconds(4);
            Map<String, Map<String, String>> last = Map.of();
            Map<String, Map<String, String>> now = units.get();
            int same = 0;
            while (same == 0 || !rest(now, same)) {
                if (time.instant().isAfter(deadline)) {
                    throw new Restless(now);
                }
                sleep(time, Duration.ofMillis(5));
                last = now;
                now = units.get();
                same = now.equals(last) ? same + 1 : 0;
            }
            return now;
        };
    }

    /**
     * Tells whether nothing is to be done. A job that can be carried out is so before the manager answers again: if it
     * is there at one look after the other while all units are at rest, it waits for a restart that is held off for
     * long, or jobs of different orders wait for each other.
     */
    private static boolean rest(Map<String, Map<String, String>> units, int looks) {
        boolean waits = looks > LOOKS_AT_JOBS_THAT_WAIT;
        return units.values().stream()
                .allMatch(unit ->
                        rests(unit) && (waits || unit.getOrDefault("Job", "").isEmpty()));
    }

    private static boolean isHeldOff(Map<String, String> unit) {
        return "auto-restart".equals(unit.get("SubState"))
                && !unit.getOrDefault("RestartUSec", "").endsWith("ms");
    }

    private static boolean rests(Map<String, String> unit) {
        return switch (unit.getOrDefault("SubState", "")) {
            case "running" -> lasts(unit.getOrDefault("MainPID", "0"));
            case "auto-restart" -> isHeldOff(unit);
            default -> Set.of("dead", "failed", "exited", "active").contains(unit.get("SubState"));
        };
    }

    /**
     * Tells whether a process is one of those that last; not one that has only been forked for it, that has just died,
     * or that has not been able yet to die of a signal.
     */
    private static boolean lasts(String pid) {
        try {
            Path process = Path.of("/proc", pid);
            return pid.equals("0")
                    || (Files.readString(process.resolve("cmdline")).contains("1000")
                            && NOTHING_PENDING
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

    /** Tells that a manager has not come to rest. */
    final class Restless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Restless(Map<String, Map<String, String>> units) {
            super("no rest: " + units);
        }
    }
}
