package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.servicehandler.command.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A wall clock that the test sets. */
class MonotonicClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TimeSource time = mock(TimeSource.class);
    private final MonotonicClock clock = at(0, 0);

    private MonotonicClock at(int wallSeconds, int steadySeconds) {
        pass(wallSeconds, steadySeconds);
        return new MonotonicClock(time);
    }

    private void pass(int wallSeconds, int steadySeconds) {
        when(time.instant()).thenReturn(START.plusSeconds(wallSeconds));
        when(time.nanos()).thenReturn(5_000_000_000L + steadySeconds * 1_000_000_000L);
    }

    @Test
    void followsTheTimeThatPasses() {
        pass(10, 10);

        assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void doesNotGoBackWhenTheClockIsSetBack() {
        pass(-3600, 10);
        assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
        pass(-3590, 20);

        assertThat(clock.now()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void knowsWhenItWasWhatTheWallClockNotedDown() {
        pass(-3600, 10);

        assertThat(clock.wallClockLag()).isEqualTo(Duration.ofSeconds(3610));
        assertThat(clock.toMonotonic(START.plusSeconds(-3602))).isEqualTo(START.plusSeconds(8));
        assertThat(clock.toMonotonic(START.plusSeconds(5)))
                .as("before it was set back")
                .isEqualTo(START.plusSeconds(10));
    }

    @Test
    void aSmallStepForwardIsSmoothedOver() {
        pass(14, 10);

        assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void followsAClockThatIsFarAheadAsAfterASleep() {
        pass(3610, 10);
        assertThat(clock.forwardJumps()).isZero();
        assertThat(clock.now()).isEqualTo(START.plusSeconds(3610));
        pass(3615, 15);

        assertThat(clock.now()).isEqualTo(START.plusSeconds(3615));
        assertThat(clock.forwardJumps()).isEqualTo(1);
    }
}
