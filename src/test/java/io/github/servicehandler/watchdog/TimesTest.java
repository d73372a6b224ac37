package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    private static final Instant ONE = Instant.ofEpochSecond(1);
    private static final Instant TWO = Instant.ofEpochSecond(2);

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT-90S, -1min 30s",
        "PT0.25S, 250ms",
        "PT1S, 1s",
        "PT1.9S, 1s 900ms",
        "PT60S, 1min",
        "PT90S, 1min 30s",
        "PT1H, 1h",
        "PT25H1S, 1d 1h 1s",
        "P400D, 400d"
    })
    void spansAreWrittenAsSystemdDoes(Duration span, String text) {
        assertThat(Times.text(span)).isEqualTo(text);
    }

    @Test
    void whatTookSecondsIsNotToldToTheMillisecond() {
        assertThat(Times.roughly(Duration.ofMillis(61_900))).isEqualTo("1min 1s");
        assertThat(Times.roughly(Duration.ofMillis(900))).isEqualTo("900ms");
    }

    @Test
    void theEarlierOfTwoIsTheOnlyOneThereIs() {
        assertThat(Times.earlier(ONE, TWO)).isEqualTo(ONE);
        assertThat(Times.earlier(TWO, ONE)).isEqualTo(ONE);
        assertThat(Times.earlier(null, TWO)).isEqualTo(TWO);
        assertThat(Times.earlier(ONE, null)).isEqualTo(ONE);
        assertThat(Times.earlier(null, null)).isNull();
    }

    @Test
    void theLaterOfTwo() {
        assertThat(Times.later(ONE, TWO)).isEqualTo(TWO);
        assertThat(Times.later(TWO, ONE)).isEqualTo(TWO);
    }

    @Test
    void whatIsRefusedIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.requirePositive(Duration.ZERO, "a wait"))
                .withMessage("a wait must be positive, but was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.requireNotNegative(Duration.ofSeconds(-1), "a wait"))
                .withMessage("a wait must not be negative, but was -1s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.requirePositive(0, "a number"))
                .withMessage("a number must be at least 1, but was 0");
        assertThat(Times.requireNotNegative(Duration.ZERO, "a wait")).isZero();
    }
}
