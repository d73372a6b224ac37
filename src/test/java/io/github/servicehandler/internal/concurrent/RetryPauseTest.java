package io.github.servicehandler.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPauseTest {

    private final RetryPause pause = new RetryPause(Duration.ofMillis(100), Duration.ofMillis(350));

    @Test
    void doublesUpToTheLongest() {
        assertThat(pause.next()).hasMillis(100);
        assertThat(pause.next()).hasMillis(200);
        assertThat(pause.next()).hasMillis(350);
        assertThat(pause.next()).hasMillis(350);
    }

    @Test
    void startsAgainAfterAReset() {
        pause.next();
        pause.next();
        pause.reset();

        assertThat(pause.next()).hasMillis(100);
    }
}
