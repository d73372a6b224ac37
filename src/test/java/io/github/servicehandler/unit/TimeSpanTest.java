package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5s",
        "90, 1min 30s",
        "1h30m, 1h 30min",
        "2w 3d, 2w 3d",
        ".5, 500ms",
        "1.5s, 1.500000s",
        "1 30, 31s",
        "+1, 1s",
        "1y, 1y",
        "13M, 1y 1month",
        "1.0000019us, 1us",
        "infinity, infinity",
        "584541y, 584541y",
        "1.5min, 1min 30s"
    })
    void aSpanIsPrintedInItsLargestUnits(String text, String printed) {
        assertThat(TimeSpan.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "1x", "1 h 2 q", "5.", "1.s", "12.34.56", "infinity 1s", "9223372036854775808"})
    void whatIsNoSpanIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSpan.parse(text))
                .withMessageStartingWith("time span \"" + text + "\" is invalid");
    }

    @Test
    void durationsAreCutToMicroseconds() {
        assertThat(TimeSpan.of(Duration.ofNanos(1_500_999)).toDuration()).contains(Duration.ofNanos(1_500_000));
        assertThat(TimeSpan.INFINITY.toDuration()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TimeSpan.of(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TimeSpan.of(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void anAccuracyCutsWhatIsBelowIt() {
        assertThat(TimeSpan.parse("1.512s").toString(Duration.ofMillis(100))).isEqualTo("1.5s");
        assertThat(TimeSpan.parse("1h 2s").toString(Duration.ofMinutes(1))).isEqualTo("1h");
    }

    @Test
    void infinityIsTheLongest() {
        assertThat(TimeSpan.INFINITY).isGreaterThan(TimeSpan.parse("584541y")).isEqualTo(TimeSpan.parse("infinity"));
    }
}
