package io.github.servicehandler.watchdog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Probes that hang until the test releases them, and deadlines that pass when the test says so. */
@Timeout(60)
class ProbeRunnerTest {

    private static final SensorReading READING = new SensorReading(TruthValue.TRUE, null, "read", Instant.EPOCH);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** A task that the runner has scheduled. */
    private record Deadline(Duration delay, Runnable task) {}

    private final List<Deadline> deadlines = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final ProbeRunner probes = new ProbeRunner(task -> new Thread(task).start(), (delay, task) -> {
        Deadline deadline = new Deadline(delay, task);
        deadlines.add(deadline);
        return () -> deadlines.remove(deadline);
    });

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void whatIsReadIsReturned() {
        assertThat(probes.run("it", TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING);
        await().until(deadlines::isEmpty);
    }

    @Test
    void whatThrowsFailsAndGivesItsPlaceBack() {
        for (int i = 0; i < 10; i++) {
            assertThat(probes.run("it", TIMEOUT, () -> {
                        throw new AssertionError("somebody's mistake");
                    }))
                    .failsWithin(10, SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void fourAreReadAtOnce() {
        hang(4);
        CompletableFuture<SensorReading> fifth = probes.run("fifth", TIMEOUT, () -> READING);
        assertThat(fifth).isNotDone();

        end.countDown();

        assertThat(fifth).succeedsWithin(10, SECONDS);
    }

    @Test
    void aProbeThatIsSlowGivesItsSlotToOthersBeforeItsTimeout() {
        List<CompletableFuture<SensorReading>> hanging = hang(4);
        CompletableFuture<SensorReading> fifth = probes.run("fifth", TIMEOUT, () -> READING);

        pass("PT2S", 4);

        assertThat(fifth).succeedsWithin(10, SECONDS);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        end.countDown();
        assertThat(hanging)
                .allSatisfy(
                        answer -> assertThat(answer).succeedsWithin(10, SECONDS).isEqualTo(READING));
    }

    @Test
    void probesThatWereSlowDoNotDelayOthersTheNextTime() {
        List<CompletableFuture<SensorReading>> first = hang(4);
        pass("PT2S", 4);
        end.countDown();
        assertThat(first).allSatisfy(answer -> assertThat(answer).succeedsWithin(10, SECONDS));
        CountDownLatch later = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            var unused = probes.run(i, TIMEOUT, () -> {
                begun.incrementAndGet();
                later.await();
                return READING;
            });
        }
        await().until(() -> begun.get() == 8);

        assertThat(probes.run("fifth", TIMEOUT, () -> READING)).succeedsWithin(10, SECONDS);
        later.countDown();
    }

    @Test
    void aProbeThatTimesOutIsNotStartedAgainBeforeItEnds() {
        CompletableFuture<SensorReading> hanging = hang(1).get(0);
        pass("PT2S", 1);
        pass("PT58S", 1);

        assertThat(hanging)
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TimeoutException.class)
                .withMessage("no answer within 1min");
        assertThat(probes.run(0, TIMEOUT, () -> READING))
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .withMessageContaining("has not ended yet");
        end.countDown();
        await().untilAsserted(() -> assertThat(probes.run(0, TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING));
    }

    @Test
    void aHundredProbesThatNeverEndLeaveTheOthersAlone() {
        List<CompletableFuture<SensorReading>> all = hang(100);
        for (int i = 0; i < 25; i++) {
            pass("PT2S", 4);
            pass("PT58S", 4);
            int count = Math.min(100, 4 * (i + 2));
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> begun.get() == count);
        }
        assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);

        assertThat(probes.run("it", TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING);
        assertThat(probes.run(99, TIMEOUT, () -> READING))
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .withMessageContaining("has not ended yet");

        end.countDown();

        await().untilAsserted(() -> assertThat(probes.run(99, TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING));
        await().until(deadlines::isEmpty);
    }

    /** Lets deadlines of one length pass, once there are enough of them. */
    private void pass(String length, int count) {
        List<Deadline> due = new ArrayList<>();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            due.clear();
            deadlines.stream()
                    .filter(deadline -> deadline.delay().equals(Duration.parse(length)))
                    .limit(count)
                    .forEach(due::add);
            return due.size() == count;
        });
        deadlines.removeAll(due);
        due.forEach(deadline -> deadline.task().run());
    }

    private List<CompletableFuture<SensorReading>> hang(int count) {
        List<CompletableFuture<SensorReading>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(probes.run(i, TIMEOUT, () -> {
                begun.incrementAndGet();
                end.await();
                return READING;
            }));
        }
        await().until(() -> begun.get() >= Math.min(4, count));
        return answers;
    }
}
