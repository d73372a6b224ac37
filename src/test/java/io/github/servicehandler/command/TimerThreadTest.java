package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimerThreadTest {

    private final TimeSource time = TimeSource.system();

    @Test
    void runsTheTaskOnADaemonThreadOnceItIsTime() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        long begin = System.nanoTime();

        time.schedule(Duration.ofMillis(20), () -> ran.complete(Thread.currentThread()));

        assertThat(ran.get(5, TimeUnit.SECONDS).isDaemon()).isTrue();
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void doesNotRunWhatWasTakenBack() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> later = new CompletableFuture<>();

        time.schedule(Duration.ofMillis(10), () -> ran.set(true)).cancel();
        time.schedule(Duration.ofMillis(30), () -> later.complete(true));

        assertThat(later.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isFalse();
    }
}
