package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogExecutorsTest {

    private final FakeSystemd fake = FakeSystemd.create();

    @Test
    void onVirtualTimeAllIsDoneByWhoeverLetsTimePass() {
        WatchdogExecutors executors = new WatchdogExecutors(fake.time(), note -> {});
        List<String> done = new ArrayList<>();
        executors
                .steps()
                .execute(() -> done.add("order by " + Thread.currentThread().getName()));
        executors.delivery().execute(() -> done.add("told"));
        var later = executors.later(Duration.ofSeconds(5), () -> done.add("later"));
        var cancelled = executors.later(Duration.ofSeconds(5), () -> done.add("never"));
        cancelled.cancel();
        assertThat(done).isEmpty();
        fake.advance(Duration.ofSeconds(4));
        assertThat(done).containsExactly("order by " + Thread.currentThread().getName(), "told");
        fake.advance(Duration.ofSeconds(1));

        assertThat(done).endsWith("told", "later");
        assertThat(executors.isVirtual()).isTrue();
        assertThat(later).isNotNull();
    }

    @Test
    void eightOrdersAreCarriedOutAtOnceAndHinderNeitherTimersNorProbesNorListeners() throws InterruptedException {
        WatchdogExecutors executors = new WatchdogExecutors(TimeSource.system(), note -> {});
        AtomicInteger running = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            executors.steps().execute(() -> {
                running.incrementAndGet();
                waitFor(end);
            });
        }
        await().until(() -> running.get() == 8);
        CountDownLatch others = new CountDownLatch(3);
        var unusedReading = executors.probes().run("it", Duration.ofMinutes(1), () -> reading(others));
        executors.delivery().execute(others::countDown);
        var unused = executors.later(Duration.ofMillis(1), others::countDown);
        others.await();
        assertThat(running).hasValue(8);
        end.countDown();

        await().until(() -> running.get() == 20);
        assertThat(executors.isVirtual()).isFalse();
    }

    @Test
    void callbacksThatHangHoldUpNoOrders() throws InterruptedException {
        WatchdogExecutors executors = new WatchdogExecutors(TimeSource.system(), note -> {});
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            executors.calls().execute(() -> waitFor(end));
        }
        CountDownLatch order = new CountDownLatch(1);

        executors.steps().execute(order::countDown);

        order.await();
        end.countDown();
        assertThat(order.getCount()).isZero();
    }

    @Test
    void threadsAreDaemons() {
        WatchdogExecutors executors = new WatchdogExecutors(TimeSource.system(), note -> {});
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        executors.steps().execute(() -> worker.complete(Thread.currentThread()));
        Thread thread = worker.join();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("servicehandler-watchdog");
    }

    @Test
    void aTimerIsNeverEarly() throws InterruptedException {
        WatchdogExecutors executors = new WatchdogExecutors(TimeSource.system(), note -> {});
        for (int nanos = 1; nanos < 5_000_000; nanos *= 7) {
            Duration delay = Duration.ofNanos(nanos);
            CountDownLatch due = new CountDownLatch(1);
            long begin = System.nanoTime();
            var unused = executors.later(delay, due::countDown);
            due.await();

            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(nanos);
        }
    }

    @Test
    void questionsDoNotWaitForProbes() throws InterruptedException {
        WatchdogExecutors executors = new WatchdogExecutors(TimeSource.system(), note -> {});
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            var unused = executors.probes().run(i, Duration.ofMinutes(1), () -> {
                waitFor(end);
                return reading(end);
            });
        }
        CountDownLatch question = new CountDownLatch(1);

        executors.queries().execute(question::countDown);

        question.await();
        end.countDown();
        assertThat(question.getCount()).isZero();
    }

    private static SensorReading reading(CountDownLatch latch) {
        latch.countDown();
        return new SensorReading(TruthValue.TRUE, null, "read", Instant.EPOCH);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
