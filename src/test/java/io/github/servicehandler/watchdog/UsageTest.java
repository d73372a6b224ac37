package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one reading says of what a service uses. */
class UsageTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"99,FALSE,TRUE", "100,FALSE,FALSE", "101,TRUE,FALSE", "'[not set]',UNKNOWN,UNKNOWN"})
    void memoryIsComparedWithTheBoundOnEitherSide(String bytes, Truth above, Truth below) {
        assertThat(read(Condition.memoryAbove(100), "MemoryCurrent", bytes).truth())
                .isEqualTo(above);
        assertThat(read(Condition.memoryBelow(100), "MemoryCurrent", bytes).truth())
                .isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({"4,FALSE,TRUE", "5,FALSE,FALSE", "6,TRUE,FALSE", "'[not set]',UNKNOWN,UNKNOWN"})
    void tasksAreComparedWithTheBoundOnEitherSide(String tasks, Truth above, Truth below) {
        assertThat(read(Condition.tasksAbove(5), "TasksCurrent", tasks).truth()).isEqualTo(above);
        assertThat(read(Condition.tasksBelow(5), "TasksCurrent", tasks).truth()).isEqualTo(below);
    }

    @Test
    void numbersTooLargeForADoubleAreComparedExactly() {
        long most = Long.MAX_VALUE;

        assertThat(read(Condition.memoryAbove(most - 1), "MemoryCurrent", "" + most)
                        .truth())
                .isEqualTo(Truth.TRUE);
        assertThat(read(Condition.memoryBelow(most - 1), "MemoryCurrent", "" + (most - 1))
                        .truth())
                .isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @CsvSource({"4.9,FALSE,TRUE", "5.0,FALSE,FALSE", "5.1,TRUE,FALSE"})
    void cpuIsWhatWasUsedSinceTheReadingBefore(double seconds, Truth above, Truth below) {
        Reading before = new Reading(Truth.UNKNOWN, 1_000_000_000L, "", NOW.minusSeconds(10));
        long used = 1_000_000_000L + Math.round(seconds * 1e9);

        assertThat(read(Condition.cpuAbove(0.5), "CPUUsageNSec", "" + used, before)
                        .truth())
                .isEqualTo(above);
        assertThat(read(Condition.cpuBelow(0.5), "CPUUsageNSec", "" + used, before)
                        .truth())
                .isEqualTo(below);
    }

    @Test
    void oneReadingOfCpuTellsNothing() {
        Reading first = read(Condition.cpuBelow(1), "CPUUsageNSec", "5");

        assertThat(first.truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(first.value()).isEqualTo(5);
        assertThat(read(Condition.cpuAbove(0), "CPUUsageNSec", "[not set]", first)
                        .truth())
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void cpuThatHasBecomeLessTellsNothing() {
        Reading before = new Reading(Truth.FALSE, 1_000L, "", NOW.minusSeconds(10));

        Reading reading = read(Condition.cpuBelow(1), "CPUUsageNSec", "999", before);

        assertThat(reading.truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(reading.value()).isEqualTo(999);
    }

    @Test
    void theManagerIsNotAskedWhereTheControlGroupIsSeen() {
        Condition condition = Condition.memoryAbove(100);

        assertThat(probe(condition).glance(input(condition, OptionalLong.of(101), Statuses::stopped, null)))
                .hasValueSatisfying(
                        reading -> assertThat(reading).isEqualTo(new Reading(Truth.TRUE, 101L, "memory 101", NOW)));
    }

    @Test
    void aGlanceTellsNothingWhereItIsNotSeen() {
        Condition condition = Condition.memoryAbove(100);

        assertThat(probe(condition).glance(input(condition, OptionalLong.empty(), Statuses::stopped, null)))
                .isEmpty();
    }

    private static Reading read(Condition condition, String property, String value) {
        return read(condition, property, value, null);
    }

    private static Reading read(Condition condition, String property, String value, @Nullable Reading before) {
        ServiceStatus status = Statuses.status("active", "running", Map.of(property, value));
        try {
            return probe(condition).read(input(condition, OptionalLong.empty(), () -> status, before));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Sensor.Probe probe(Condition condition) {
        return condition.sensors().get(0).probe();
    }

    private static ProbeInput input(
            Condition condition, OptionalLong ofGroup, Supplier<ServiceStatus> details, @Nullable Reading before) {
        return new ProbeInput(new Asked(condition).service(), meter -> ofGroup, details, before, NOW, NOW);
    }
}
