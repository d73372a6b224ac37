package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollIntervalTest {

    private final PollInterval pace = new PollInterval();

    @Test
    void slowsDownTheLongerNothingHappens() {
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(1));
        quiet(15);
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(2));
        quiet(45);
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void isBackAtOnceWhenSomethingHappens() {
        quiet(100);
        pace.tick(true);
        assertThat(pace.interval()).isEqualTo(Duration.ofSeconds(1));
    }

    private void quiet(int ticks) {
        IntStream.range(0, ticks).forEach(i -> pace.tick(false));
    }
}
