package io.github.servicehandler.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DaemonThreadsTest {

    static Stream<Executor> executors() {
        return Stream.of(
                DaemonThreads.unbounded("example"),
                DaemonThreads.bounded("example", 1),
                DaemonThreads.timer("example"),
                task -> DaemonThreads.start("example", task));
    }

    @ParameterizedTest
    @MethodSource("executors")
    void threadsAreNamedDaemons(Executor executor) {
        Thread thread =
                CompletableFuture.supplyAsync(Thread::currentThread, executor).join();

        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("example");
    }

    @Test
    void unboundedStartsEachTaskAtOnce() throws InterruptedException {
        Executor executor = DaemonThreads.unbounded("example");
        CountDownLatch both = new CountDownLatch(2);
        Runnable waitsForTheOther = () -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };

        executor.execute(waitsForTheOther);
        executor.execute(waitsForTheOther);

        assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void boundedLetsTasksWaitForTheirTurn() {
        Executor executor = DaemonThreads.bounded("example", 1);
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        executor.execute(() -> {
            begun.complete(null);
            first.join();
        });
        begun.join();

        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {}, executor);

        assertThat(second).isNotDone();
        first.complete(null);
        second.join();
    }
}
