package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.command.TimeSource;
import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that end, and tasks that never end. The time is that of the test. */
@Timeout(60)
class ElasticExecutorTest {

    private final List<Runnable> deadlines = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger full = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ElasticExecutor executor = executor(DaemonThreads.unbounded("test"));

    private ElasticExecutor executor(Executor threads) {
        return new ElasticExecutor(2, threads, this::later, full::incrementAndGet);
    }

    private TimeSource.Scheduled later(Duration delay, Runnable task) {
        assertThat(delay).isEqualTo(Duration.ofSeconds(2));
        deadlines.add(task);
        return () -> deadlines.remove(task);
    }

    private void letTimePass() {
        List.copyOf(deadlines).forEach(deadline -> {
            deadlines.remove(deadline);
            deadline.run();
        });
    }

    private void hang(int tasks) {
        for (int i = 0; i < tasks; i++) {
            executor.execute(() -> {
                running.incrementAndGet();
                await().forever().until(() -> end.getCount() == 0);
                ended.incrementAndGet();
            });
        }
    }

    private void awaitRunning(int expected) {
        await().until(() -> running.get() == expected);
    }

    /** Lets tasks that hang run beside the two that have a place. */
    private void awaitSlow(int expected) {
        await().until(() -> {
            letTimePass();
            return running.get() == expected;
        });
        letTimePass();
    }

    @AfterEach
    void end() {
        end.countDown();
    }

    @Test
    void tasksWaitForTheirTurn() {
        hang(5);
        awaitRunning(2);
        assertThat(deadlines).hasSize(2);
        end.countDown();

        await().until(() -> ended.get() == 5);
        assertThat(deadlines).isEmpty();
        assertThat(full).hasValue(0);
    }

    @Test
    void tasksThatHangDelayNoOthers() throws InterruptedException {
        hang(30);
        awaitSlow(30);
        CountDownLatch prompt = new CountDownLatch(1);
        executor.execute(prompt::countDown);

        prompt.await();
        assertThat(full).hasValue(0);
    }

    @Test
    void theNumberOfThreadsIsLimitedAndThatIsReportedOnce() {
        hang(ElasticExecutor.MAX_SLOW + 5);
        awaitSlow(ElasticExecutor.MAX_SLOW + 2);
        executor.execute(() -> {});
        assertThat(running).hasValue(ElasticExecutor.MAX_SLOW + 2);
        assertThat(full).hasValue(1);
        end.countDown();

        await().until(() -> ended.get() == ElasticExecutor.MAX_SLOW + 5);
    }

    @Test
    void anExceptionFreesThePlaceOfTheTask() {
        AtomicInteger failed = new AtomicInteger();
        ElasticExecutor catching = executor(task -> {
            try {
                task.run();
            } catch (IllegalStateException e) {
                failed.incrementAndGet();
            }
        });
        for (int i = 0; i < 10; i++) {
            catching.execute(() -> {
                throw new IllegalStateException("it went off");
            });
        }
        catching.execute(ended::incrementAndGet);

        assertThat(failed).hasValue(10);
        assertThat(ended).hasValue(1);
    }

    @Test
    void aTaskForWhichNoThreadCanBeStartedIsNotLost() {
        AtomicInteger refusals = new AtomicInteger(3);
        ElasticExecutor refused = executor(task -> {
            if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("no more threads");
            }
            task.run();
        });
        for (int i = 0; i < 3; i++) {
            refused.execute(ended::incrementAndGet);
        }
        assertThat(ended).hasValue(0);
        letTimePass();

        assertThat(ended).hasValue(3);
    }
}
