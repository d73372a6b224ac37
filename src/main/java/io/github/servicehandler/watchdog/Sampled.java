package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Is a condition that rests on something being read again and again. */
final class Sampled extends Condition {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 100;

    private static final CgroupUsage CGROUPS = CgroupUsage.ofThisMachine();

    private final Sensor sensor;
    private final int count;
    private final int last;

    /** Counts what systemd keeps no account of. */
    @FunctionalInterface
    private interface Counter {
        OptionalLong count(String unit, OptionalLong mainPid) throws IOException;
    }

    private Sampled(Sensor sensor, int count, int last) {
        this.sensor = sensor;
        this.count = count;
        this.last = last;
    }

    static Condition of(String text, Sensor.Probe probe) {
        return of(text, PATIENCE, probe);
    }

    /** @param patience how long one reading may take before it is given up */
    static Condition of(String text, Duration patience, Sensor.Probe probe) {
        return new Sampled(new Sensor(text, DEFAULT_INTERVAL, patience, probe), 1, 1);
    }

    static Condition memory(Bound side, long bytes) {
        return number("memory", side, bytes, ServiceStatus::memory, CGROUPS::memory);
    }

    static Condition tasks(Bound side, long tasks) {
        return number("tasks", side, tasks, ServiceStatus::tasks, CGROUPS::tasks);
    }

    private static Condition number(
            String what, Bound side, long bound, Function<ServiceStatus, OptionalLong> property, Counter counter) {
        if (bound < 0) {
            throw new IllegalArgumentException("a bound of " + what + " is not negative: " + bound);
        }
        return of(what + " " + side + " " + bound, input -> {
            ServiceStatus status = input.details().get();
            OptionalLong value = property.apply(status);
            if (value.isEmpty() && input.service().systemd().runner().isLocal()) {
                value = counter.count(status.unit().toString(), status.mainPid());
            }
            if (value.isEmpty()) {
                return new Reading(Truth.UNKNOWN, null, what + " is not accounted for", input.now());
            }
            long number = value.getAsLong();
            return new Reading(
                    Truth.of(side.isPassed(Long.compare(number, bound))), number, what + " " + number, input.now());
        });
    }

    static Condition cpuUse(Bound side, double cores) {
        if (!(cores >= 0)) {
            throw new IllegalArgumentException("a bound of cores is not negative: " + cores);
        }
        return of("cpu " + side + " " + cores, input -> cpu(side, cores, input));
    }

    private static Reading cpu(Bound side, double cores, ProbeInput input) {
        Long used = input.details().get().cpu().map(Duration::toNanos).orElse(null);
        Reading before = input.previous();
        @Nullable Long usedBefore = before == null ? null : before.value();
        if (used == null || before == null || usedBefore == null) {
            return new Reading(Truth.UNKNOWN, used, "no two readings of cpu", input.now());
        }
        long passed = Math.max(1, Duration.between(before.at(), input.now()).toNanos());
        double share = (double) (used - usedBefore) / passed;
        String evidence = "cpu " + Math.round(share * 100) / 100.0 + " cores";
        return new Reading(Truth.of(side.isPassed(Double.compare(share, cores))), used, evidence, input.now());
    }

    @Override
    Finding examine(Snapshot snapshot) {
        List<Reading> readings = snapshot.readings(sensor, last);
        long held = readings.stream().filter(r -> r.truth() == Truth.TRUE).count();
        long unknown = readings.stream().filter(r -> r.truth() == Truth.UNKNOWN).count() + last - readings.size();
        String evidence = readings.isEmpty()
                ? "nothing read yet"
                : readings.get(readings.size() - 1).evidence();
        String text = last == 1 ? evidence : evidence + ", " + held + " of the last " + readings.size() + " readings";
        if (held >= count) {
            return Finding.of(true, text);
        }
        return Finding.of(held + unknown >= count ? Truth.UNKNOWN : Truth.FALSE, text);
    }

    @Override
    List<Sensor> sensors() {
        return List.of(sensor);
    }

    @Override
    public Condition inLast(int newCount, int newLast) {
        if (newCount <= 0 || newLast < newCount || newLast > MOST) {
            throw new IllegalArgumentException(
                    "so many of the last readings, at most " + MOST + ": not " + newCount + " of the last " + newLast);
        }
        return new Sampled(sensor, newCount, newLast);
    }

    @Override
    public Condition sampledEvery(Duration interval) {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "readings are " + SHORTEST_INTERVAL.toMillis() + " ms apart at least, not " + interval);
        }
        return new Sampled(new Sensor(sensor.key(), interval, sensor.patience(), sensor.probe()), count, last);
    }

    @Override
    public String toString() {
        String readings = last == 1 ? "" : " in " + count + " of " + last;
        String pace = sensor.every().equals(DEFAULT_INTERVAL) ? "" : " every " + Moments.text(sensor.every());
        return sensor.key() + readings + pace;
    }
}
