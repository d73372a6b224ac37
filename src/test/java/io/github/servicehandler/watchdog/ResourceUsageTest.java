package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single readings of the resources that a service uses. */
class ResourceUsageTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"99,FALSE,TRUE", "100,FALSE,FALSE", "101,TRUE,FALSE", "'[not set]',UNKNOWN,UNKNOWN"})
    void memoryIsComparedWithTheBoundOnEitherSide(String bytes, TruthValue above, TruthValue below) {
        assertThat(read(Condition.memoryAbove(100), "MemoryCurrent", bytes).truth())
                .isEqualTo(above);
        assertThat(read(Condition.memoryBelow(100), "MemoryCurrent", bytes).truth())
                .isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({"4,FALSE,TRUE", "5,FALSE,FALSE", "6,TRUE,FALSE", "'[not set]',UNKNOWN,UNKNOWN"})
    void tasksAreComparedWithTheBoundOnEitherSide(String tasks, TruthValue above, TruthValue below) {
        assertThat(read(Condition.tasksAbove(5), "TasksCurrent", tasks).truth()).isEqualTo(above);
        assertThat(read(Condition.tasksBelow(5), "TasksCurrent", tasks).truth()).isEqualTo(below);
    }

    @Test
    void numbersTooLargeForADoubleAreComparedExactly() {
        long most = Long.MAX_VALUE;

        assertThat(read(Condition.memoryAbove(most - 1), "MemoryCurrent", "" + most)
                        .truth())
                .isEqualTo(TruthValue.TRUE);
        assertThat(read(Condition.memoryBelow(most - 1), "MemoryCurrent", "" + (most - 1))
                        .truth())
                .isEqualTo(TruthValue.FALSE);
    }

    @ParameterizedTest
    @CsvSource({"4.9,FALSE,TRUE", "5.0,FALSE,FALSE", "5.1,TRUE,FALSE"})
    void cpuIsWhatWasUsedSinceTheReadingBefore(double seconds, TruthValue above, TruthValue below) {
        SensorReading before = new SensorReading(TruthValue.UNKNOWN, 1_000_000_000L, "", NOW.minusSeconds(10));
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
        SensorReading first = read(Condition.cpuBelow(1), "CPUUsageNSec", "5");

        assertThat(first.truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(first.value()).isEqualTo(5);
        assertThat(read(Condition.cpuAbove(0), "CPUUsageNSec", "[not set]", first)
                        .truth())
                .isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void cpuThatHasBecomeLessTellsNothing() {
        SensorReading before = new SensorReading(TruthValue.FALSE, 1_000L, "", NOW.minusSeconds(10));

        SensorReading reading = read(Condition.cpuBelow(1), "CPUUsageNSec", "999", before);

        assertThat(reading.truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(reading.value()).isEqualTo(999);
    }

    @Test
    void theManagerIsNotAskedWhereTheControlGroupIsSeen() {
        Condition condition = Condition.memoryAbove(100);

        assertThat(probe(condition).readImmediately(input(condition, OptionalLong.of(101), null)))
                .hasValueSatisfying(reading ->
                        assertThat(reading).isEqualTo(new SensorReading(TruthValue.TRUE, 101L, "memory 101", NOW)));
    }

    @Test
    void aGlanceTellsNothingWhereItIsNotSeen() {
        Condition condition = Condition.memoryAbove(100);

        assertThat(probe(condition).readImmediately(input(condition, OptionalLong.empty(), null)))
                .isEmpty();
    }

    private static SensorReading read(Condition condition, String property, String value) {
        return read(condition, property, value, null);
    }

    private static SensorReading read(
            Condition condition, String property, String value, @Nullable SensorReading before) {
        ServiceStatus status = TestStatuses.status("active", "running", Map.of(property, value));
        assertThat(probe(condition).needsDetails()).isTrue();
        return probe(condition).judge(input(condition, OptionalLong.empty(), before), status);
    }

    private static Sensor.Probe probe(Condition condition) {
        return condition.sensors().get(0).probe();
    }

    private static ProbeInput input(Condition condition, OptionalLong ofGroup, @Nullable SensorReading before) {
        return new ProbeInput(new ConditionFixture(condition).service(), meter -> ofGroup, before, null, NOW, NOW);
    }
}
