package io.github.servicehandler.testing.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final FakeSystemd fake = FakeSystemd.create();
    private final TimeSource time = fake.time();

    @Test
    void whatIsPlannedForEverNeverComes() {
        AtomicInteger runs = new AtomicInteger();
        time.schedule(FOREVER, runs::incrementAndGet);

        fake.advance(Duration.ofDays(1000));

        assertThat(runs).hasValue(0);
    }

    @Test
    void moreTimeThanThereIsDoesNotPass() {
        Instant begin = time.instant();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fake.advance(FOREVER))
                .withMessageContaining("365000 days");
        assertThatIllegalArgumentException().isThrownBy(() -> time.sleep(FOREVER));

        assertThat(time.instant()).isEqualTo(begin);
    }

    @Test
    void lessThanAMicrosecondIsNotNothing() throws InterruptedException {
        Instant begin = time.instant();

        time.sleep(Duration.ofNanos(1));

        assertThat(time.instant()).isAfter(begin);
    }
}
