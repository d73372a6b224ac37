package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on readings: how many of the last ones must fulfil them. */
class SampledConditionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void withoutAnyReadingNothingIsKnown() {
        ConditionFixture asked = new ConditionFixture(Condition.memoryAbove(100));

        assertThat(asked.truth()).isEqualTo(TruthValue.UNKNOWN);
        assertThat(asked.evaluation().evidence()).isEqualTo("no reading yet");
    }

    @Test
    void theLastReadingCountsAlone() {
        ConditionFixture asked = new ConditionFixture(Condition.memoryAbove(100));

        assertThat(feed(asked, "T").truth()).isEqualTo(TruthValue.TRUE);
        assertThat(feed(asked, "F").truth()).isEqualTo(TruthValue.FALSE);
        assertThat(feed(asked, "?").truth()).isEqualTo(TruthValue.UNKNOWN);
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
    void soManyOfTheLastReadingsAreEnoughAndWhatIsMissingMayBeEither(String readings, TruthValue expected) {
        ConditionFixture asked = new ConditionFixture(Condition.memoryAbove(100).inLast(3, 5));

        assertThat(feed(asked, readings).truth()).isEqualTo(expected);
    }

    @Test
    void howLongItHasHeldBeginsAnewWithEachRun() {
        ConditionFixture asked = new ConditionFixture(Condition.memoryAbove(100).heldFor(Duration.ofMinutes(5)));
        assertThat(feed(asked, "T").truth()).isEqualTo(TruthValue.FALSE);
        assertThat(asked.passSeconds(299).truth()).isEqualTo(TruthValue.FALSE);
        asked.see(TestStatuses.running("b"));
        assertThat(asked.truth()).isEqualTo(TruthValue.UNKNOWN);
        asked.passSeconds(10).read(reading("T", asked));

        assertThat(asked.truth()).isEqualTo(TruthValue.FALSE);
        assertThat(asked.passSeconds(299).truth()).isEqualTo(TruthValue.FALSE);
        assertThat(asked.passSeconds(1).truth()).isEqualTo(TruthValue.TRUE);
        assertThat(asked.evaluation().evidence()).isEqualTo("read T, for 5min");
    }

    @Test
    void theEvidenceSaysHowManyItWere() {
        ConditionFixture asked = new ConditionFixture(Condition.memoryAbove(100).inLast(2, 3));

        assertThat(feed(asked, "TFT").evaluation().evidence()).isEqualTo("read T, 2 of the last 3 readings");
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
        ConditionFixture asked = new ConditionFixture(both).see(TestStatuses.running("a"));

        feed(asked, "TT");

        assertThat(both.sensors()).hasSize(2);
        assertThat(asked.truth()).isEqualTo(TruthValue.UNKNOWN);
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
                .withMessage("cannot use 1 of the last 101 readings; use two numbers from 1 to 100,"
                        + " the first not greater than the second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> condition.sampledEvery(Duration.ofMillis(99)))
                .withMessageContaining("at least 100ms, but was 99ms");
        assertThatIllegalStateException()
                .isThrownBy(() -> Condition.up().sampledEvery(Duration.ofSeconds(1)))
                .withMessageContaining("has no readings");
    }

    private static ConditionFixture feed(ConditionFixture asked, String readings) {
        asked.see(TestStatuses.running("a"));
        readings.chars().forEach(c -> asked.read(new SensorReading(truth((char) c), null, "read " + (char) c, NOW)));
        return asked;
    }

    private static SensorReading reading(String letter, ConditionFixture asked) {
        return new SensorReading(truth(letter.charAt(0)), null, "read " + letter, asked.now());
    }

    private static TruthValue truth(char letter) {
        return letter == '?' ? TruthValue.UNKNOWN : TruthValue.of(letter == 'T');
    }

    private static Sensor sensor(Condition condition) {
        return condition.sensors().get(0);
    }
}
