package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    @Test
    void hasAShortAndALongName() {
        assertThat(Signal.TERM.name()).isEqualTo("TERM");
        assertThat(Signal.TERM.longName()).isEqualTo("SIGTERM");
        assertThat(Signal.TERM).hasToString("SIGTERM");
    }

    @Test
    void realTimeSignalsAreCountedFromTheLowest() {
        assertThat(Signal.realTime(0)).hasToString("SIGRTMIN+0");
        assertThat(Signal.realTime(30))
                .isEqualTo(Signal.realTime(30))
                .hasSameHashCodeAs(Signal.realTime(30))
                .isNotEqualTo(Signal.realTime(29));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 31})
    void thereAreNoOthers(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signal.realTime(number))
                .withMessageContaining("0 to 30");
    }
}
