package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.cgroup.ControlGroup;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage.Meter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much of something a service uses: as its control group has it, or, where that is not seen from here, its
 * manager.
 *
 * @param meter reads it from the control group
 * @param property takes it from the manager's answer
 * @param judge makes a reading of it
 */
record ResourceUsage(Meter meter, Function<ServiceStatus, OptionalLong> property, Judge judge) implements Sensor.Probe {

    /** Says what it means that so much is used; empty if it is not accounted for. */
    @FunctionalInterface
    private interface Judge {
        SensorReading judge(OptionalLong used, ProbeInput input);
    }

    static Condition memory(Comparison side, long bytes) {
        return number("memory", side, bytes, ControlGroup::memory, ServiceStatus::memory);
    }

    static Condition tasks(Comparison side, long tasks) {
        return number("tasks", side, tasks, ControlGroup::tasks, ServiceStatus::tasks);
    }

    private static Condition number(
            String what, Comparison side, long bound, Meter meter, Function<ServiceStatus, OptionalLong> property) {
        if (bound < 0) {
            throw new IllegalArgumentException("a bound of " + what + " is not negative: " + bound);
        }
        return SampledCondition.of(
                what + " " + side + " " + bound,
                new ResourceUsage(meter, property, (used, input) -> number(what, side, bound, used, input)));
    }

    private static SensorReading number(String what, Comparison side, long bound, OptionalLong used, ProbeInput input) {
        if (used.isEmpty()) {
            return new SensorReading(TruthValue.UNKNOWN, null, what + " is not accounted for", input.now());
        }
        long number = used.getAsLong();
        return new SensorReading(
                TruthValue.of(side.isPassed(Long.compare(number, bound))), number, what + " " + number, input.now());
    }

    static Condition cpu(Comparison side, double cores) {
        if (!(cores >= 0)) {
            throw new IllegalArgumentException("a bound of cores is not negative: " + cores);
        }
        return SampledCondition.of(
                "cpu " + side + " " + cores,
                new ResourceUsage(
                        ControlGroup::cpu, ResourceUsage::cpuNanos, (used, input) -> cpu(side, cores, used, input)));
    }

    private static OptionalLong cpuNanos(ServiceStatus status) {
        return status.cpu().stream().mapToLong(Duration::toNanos).findFirst();
    }

    private static SensorReading cpu(Comparison side, double cores, OptionalLong nanos, ProbeInput input) {
        @Nullable Long used = nanos.isPresent() ? nanos.getAsLong() : null;
        SensorReading before = input.previous();
        @Nullable Long usedBefore = before == null ? null : before.value();
        // less than before: it is another group, or was read in another way
        if (used == null || before == null || usedBefore == null || used < usedBefore) {
            return new SensorReading(TruthValue.UNKNOWN, used, "no two readings of cpu", input.now());
        }
        long passed = Math.max(1, Duration.between(before.at(), input.now()).toNanos());
        double share = (double) (used - usedBefore) / passed;
        String evidence = "cpu " + Math.round(share * 100) / 100.0 + " cores";
        return new SensorReading(
                TruthValue.of(side.isPassed(Double.compare(share, cores))), used, evidence, input.now());
    }

    @Override
    public Optional<SensorReading> readImmediately(ProbeInput input) {
        OptionalLong used = input.group().apply(meter);
        return used.isPresent() ? Optional.of(judge.judge(used, input)) : Optional.empty();
    }

    @Override
    public SensorReading read(ProbeInput input) {
        return judge.judge(property.apply(input.details().get()), input);
    }
}
