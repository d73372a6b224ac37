package io.github.servicehandler.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedExecutorTest {

    private static final Duration GAP = Duration.ofMillis(20);
    private static final Duration DAY = Duration.ofDays(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<Long> begun = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void tasksBeginOneAfterTheOtherThoughNoneHasEnded() throws InterruptedException {
        PacedExecutor paced = new PacedExecutor(threads, GAP, DAY);
        CountDownLatch all = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            paced.execute(() -> {
                note();
                all.countDown();
                await(all);
            });
        }
        all.await();

        assertThat(begun.get(3) - begun.get(0))
                .isGreaterThanOrEqualTo(GAP.multipliedBy(2).toNanos());
    }

    @Test
    void noneBeginsAsLongAsMoreAreComing() throws InterruptedException {
        PacedExecutor paced = new PacedExecutor(threads, GAP, DAY);
        CountDownLatch all = new CountDownLatch(4);
        long came = 0;
        for (int i = 0; i < 4; i++) {
            came = System.nanoTime();
            paced.execute(() -> {
                note();
                all.countDown();
            });
        }
        all.await();

        assertThat(begun.get(0) - came).isGreaterThanOrEqualTo(GAP.toNanos());
    }

    @Test
    void onesThatKeepComingHoldOthersUpOnlySoLong() throws InterruptedException {
        PacedExecutor paced = new PacedExecutor(threads, DAY, GAP);
        CountDownLatch done = new CountDownLatch(1);

        paced.execute(done::countDown);

        done.await();
    }

    private synchronized void note() {
        begun.add(System.nanoTime());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
