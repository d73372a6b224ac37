package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.servicehandler.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditions that rest on readings: what one reading says, and how many of the last ones must say so. */
class SampledTest {

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
    void withoutAnyReadingNothingIsKnown() {
        Asked asked = new Asked(Condition.memoryAbove(100));

        assertThat(asked.truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(asked.finding().evidence()).isEqualTo("nothing read yet");
    }

    @Test
    void theLastReadingCountsAlone() {
        Asked asked = new Asked(Condition.memoryAbove(100));

        assertThat(feed(asked, "T").truth()).isEqualTo(Truth.TRUE);
        assertThat(feed(asked, "F").truth()).isEqualTo(Truth.FALSE);
        assertThat(feed(asked, "?").truth()).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "T,UNKNOWN",
        "TT,UNKNOWN",
        "TTT,TRUE",
        "FF,UNKNOWN",
        "FFF,FALSE",
        "TTFFT,TRUE",
        "TTFFTF,FALSE",
        "?TT,UNKNOWN",
        "?TTT,TRUE",
        "???FF,UNKNOWN",
        "??FFF,FALSE"
    })
    void soManyOfTheLastReadingsAreEnoughAndWhatIsMissingMayBeEither(String readings, Truth expected) {
        Asked asked = new Asked(Condition.memoryAbove(100).inLast(3, 5));

        assertThat(feed(asked, readings).truth()).isEqualTo(expected);
    }

    @Test
    void theEvidenceSaysHowManyItWere() {
        Asked asked = new Asked(Condition.memoryAbove(100).inLast(2, 3));

        assertThat(feed(asked, "TFT").finding().evidence()).isEqualTo("read T, 2 of the last 3 readings");
    }

    @Test
    void theTextIsThatOfARuleFile() {
        assertThat(Condition.memoryBelow(100)).hasToString("memory below 100");
        assertThat(Condition.cpuAbove(0.5).inLast(2, 3).sampledEvery(Duration.ofMinutes(1)))
                .hasToString("cpu above 0.5 in 2 of 3 every 1min");
        assertThat(Condition.tasksBelow(2).sensors())
                .singleElement()
                .satisfies(sensor -> assertThat(sensor.every()).isEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void twoQuestionsAboutTheSameAreReadOnce() {
        Sensor one = sensor(Condition.memoryAbove(100));

        assertThat(one)
                .isEqualTo(sensor(Condition.memoryAbove(100).inLast(1, 2)))
                .hasSameHashCodeAs(sensor(Condition.memoryAbove(100)))
                .isNotEqualTo(sensor(Condition.memoryBelow(100)))
                .isNotEqualTo(sensor(Condition.memoryAbove(100).sampledEvery(Duration.ofSeconds(1))));
    }

    @Test
    void readingsAtAnotherPaceAreOthers() {
        Condition slow = Condition.memoryAbove(100).inLast(2, 2);
        Condition both = slow.and(slow.sampledEvery(Duration.ofSeconds(1)));
        Asked asked = new Asked(both).see(Statuses.running("a"));

        feed(asked, "TT");

        assertThat(both.sensors()).hasSize(2);
        assertThat(asked.truth()).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void impossibleQuestionsAreRefused() {
        Condition condition = Condition.memoryAbove(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.memoryAbove(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.tasksBelow(-1))
                .withMessageContaining("tasks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Condition.cpuAbove(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> condition.inLast(3, 2))
                .withMessageContaining("3 of the last 2");
        assertThatIllegalArgumentException().isThrownBy(() -> condition.inLast(0, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> condition.inLast(1, 101))
                .withMessageContaining("at most 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> condition.sampledEvery(Duration.ofMillis(99)))
                .withMessageContaining("100 ms apart");
        assertThatIllegalStateException()
                .isThrownBy(() -> Condition.up().sampledEvery(Duration.ofSeconds(1)))
                .withMessageContaining("rests on no readings");
    }

    private static Asked feed(Asked asked, String readings) {
        asked.see(Statuses.running("a"));
        readings.chars().forEach(c -> asked.read(new Reading(truth((char) c), null, "read " + (char) c, NOW)));
        return asked;
    }

    private static Truth truth(char letter) {
        return letter == '?' ? Truth.UNKNOWN : Truth.of(letter == 'T');
    }

    private static Sensor sensor(Condition condition) {
        return condition.sensors().get(0);
    }

    private static Reading read(Condition condition, String property, String value) {
        return read(condition, property, value, null);
    }

    private static Reading read(Condition condition, String property, String value, @Nullable Reading before) {
        Map<String, String> properties = new HashMap<>(Map.of(property, value));
        ServiceStatus status = Statuses.status("active", "running", properties);
        try {
            return sensor(condition)
                    .probe()
                    .read(new ProbeInput(new Asked(condition).service(), () -> status, before, NOW, NOW));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
