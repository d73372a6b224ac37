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
 * A probe of how much of a resource a service uses, by its control group, or by its manager if the control group cannot
 * be read here.
 *
 * @param meter reads the usage from the control group
 * @param property gets the usage from the answer of the manager
 * @param judge makes a reading of the usage
 */
record ResourceUsage(Meter meter, Function<ServiceStatus, OptionalLong> property, Judge judge) implements Sensor.Probe {

    /** Conversion of a usage to a reading. The usage is empty if there is no account of it. */
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
            String what, Comparison side, long limit, Meter meter, Function<ServiceStatus, OptionalLong> property) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit of " + what + " must be at least 0, but was " + limit);
        }
        return SampledCondition.of(
                what + " " + side + " " + limit,
                new ResourceUsage(meter, property, (used, input) -> number(what, side, limit, used, input)));
    }

    private static SensorReading number(String what, Comparison side, long limit, OptionalLong used, ProbeInput input) {
        if (used.isEmpty()) {
            return new SensorReading(TruthValue.UNKNOWN, null, "systemd reports no value of " + what, input.now());
        }
        long number = used.getAsLong();
        return new SensorReading(
                TruthValue.of(side.isPassed(Long.compare(number, limit))), number, what + " " + number, input.now());
    }

    static Condition cpu(Comparison side, double cores) {
        if (!(cores >= 0)) {
            throw new IllegalArgumentException("the limit of cpu must be at least 0, but was " + cores);
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
        // less than before: this is another control group, or the usage was read in another way
        if (used == null || before == null || usedBefore == null || used < usedBefore) {
            return new SensorReading(TruthValue.UNKNOWN, used, "cpu needs two readings", input.now());
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
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean needsDetails() {
        return true;
    }

    @Override
    public SensorReading judge(ProbeInput input, ServiceStatus details) {
        return judge.judge(property.apply(details), input);
    }
}
