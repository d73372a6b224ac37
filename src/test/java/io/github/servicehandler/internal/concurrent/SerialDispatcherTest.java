package io.github.servicehandler.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialDispatcherTest {

    private final Queue<Integer> queue = new ConcurrentLinkedQueue<>();
    private final List<Integer> delivered = new ArrayList<>();

    private void deliver() {
        for (Integer event = queue.poll(); event != null; event = queue.poll()) {
            delivered.add(event);
        }
    }

    @Test
    void deliversOnTheExecutor() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        SerialDispatcher dispatcher = new SerialDispatcher(tasks::add, this::deliver);

        queue.add(1);
        dispatcher.dispatch();
        queue.add(2);
        dispatcher.dispatch();
        assertThat(delivered).isEmpty();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(delivered).containsExactly(1, 2);
    }

    @Test
    void deliversAgainWhatIsRequestedDuringADelivery() {
        AtomicInteger depth = new AtomicInteger();
        List<SerialDispatcher> self = new ArrayList<>();
        SerialDispatcher dispatcher = new SerialDispatcher(Runnable::run, () -> {
            assertThat(depth.incrementAndGet()).isEqualTo(1);
            Integer event = queue.poll();
            delivered.add(event);
            if (event < 3) {
                queue.add(event + 1);
                self.get(0).dispatch();
            }
            depth.decrementAndGet();
        });
        self.add(dispatcher);

        queue.add(1);
        dispatcher.dispatch();

        assertThat(delivered).containsExactly(1, 2, 3);
    }

    @Test
    void losesAndReordersNothingBetweenManyThreads() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(4000);
        SerialDispatcher dispatcher = new SerialDispatcher(threads, () -> {
            overlaps.addAndGet(running.getAndIncrement());
            for (Integer event = queue.poll(); event != null; event = queue.poll()) {
                delivered.add(event);
                all.countDown();
            }
            running.decrementAndGet();
        });
        for (int i = 0; i < 4; i++) {
            int first = i * 1000;
            new Thread(() -> {
                        for (int event = first; event < first + 1000; event++) {
                            queue.add(event);
                            dispatcher.dispatch();
                        }
                    })
                    .start();
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(delivered).hasSize(4000).doesNotHaveDuplicates();
        assertThat(delivered.stream().filter(event -> event < 1000)).isSorted();
    }

    @Test
    void worksAgainAfterAnExecutorRefused() {
        List<Executor> executors = new ArrayList<>();
        executors.add(task -> {
            throw new RejectedExecutionException("full");
        });
        SerialDispatcher dispatcher =
                new SerialDispatcher(task -> executors.get(0).execute(task), this::deliver);
        queue.add(1);

        assertThatThrownBy(dispatcher::dispatch).hasMessage("full");
        executors.set(0, Runnable::run);
        dispatcher.dispatch();

        assertThat(delivered).containsExactly(1);
    }

    @Test
    void worksAgainAfterADeliveryFailed() {
        AtomicInteger runs = new AtomicInteger();
        SerialDispatcher dispatcher = new SerialDispatcher(Runnable::run, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
        });

        assertThatThrownBy(dispatcher::dispatch).hasMessage("broken");
        dispatcher.dispatch();

        assertThat(runs).hasValue(2);
    }

    @Test
    void aRefusalAfterTheDeliveryDisturbsNoOtherDelivery() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger executions = new AtomicInteger();
        Queue<Runnable> tasks = new ArrayDeque<>();
        List<SerialDispatcher> self = new ArrayList<>();
        Executor executor = task -> {
            if (executions.incrementAndGet() > 1) {
                tasks.add(task);
                return;
            }
            task.run();
            self.get(0).dispatch();
            throw new RejectedExecutionException("too late");
        };
        SerialDispatcher dispatcher = new SerialDispatcher(executor, runs::incrementAndGet);
        self.add(dispatcher);

        assertThatThrownBy(dispatcher::dispatch).hasMessage("too late");
        dispatcher.dispatch();

        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(runs).hasValue(2);
    }
}
