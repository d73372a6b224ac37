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

    private final List<Runnable> deadlines = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final ProbeRunner probes = new ProbeRunner(task -> new Thread(task).start(), (delay, task) -> {
        deadlines.add(task);
        return () -> deadlines.remove(task);
    });

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void whatIsReadIsReturned() {
        assertThat(probes.read("it", TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING);
        await().until(deadlines::isEmpty);
    }

    @Test
    void whatThrowsFailsAndGivesItsPlaceBack() {
        for (int i = 0; i < 10; i++) {
            assertThat(probes.read("it", TIMEOUT, () -> {
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
        CompletableFuture<SensorReading> fifth = probes.read("fifth", TIMEOUT, () -> READING);
        assertThat(fifth).isNotDone();

        end.countDown();

        assertThat(fifth).succeedsWithin(10, SECONDS);
    }

    @Test
    void whatHangsGivesItsPlaceToAnotherAndIsNotBegunAgain() {
        CompletableFuture<SensorReading> hanging = hang(4).get(0);
        CompletableFuture<SensorReading> fifth = probes.read("fifth", TIMEOUT, () -> READING);

        // of all four, since it is not known which thread came first
        deadlines.forEach(Runnable::run);

        assertThat(fifth).succeedsWithin(10, SECONDS);
        assertThat(hanging)
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TimeoutException.class)
                .withMessage("no answer within 1min");
        assertThat(probes.read(0, TIMEOUT, () -> READING))
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .withMessageContaining("has not ended yet");
        end.countDown();
        await().untilAsserted(() -> assertThat(probes.read(0, TIMEOUT, () -> READING))
                .succeedsWithin(10, SECONDS)
                .isEqualTo(READING));
    }

    @Test
    void whatHangsHasSixtyFourThreadsAtMostAndGivesThemBack() {
        List<CompletableFuture<SensorReading>> all = hang(100);
        for (int i = 4; i < 64; i++) {
            int count = i;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> begun.get() == count && deadlines.size() == count);
            deadlines.get(i - 4).run();
        }
        await().until(() -> begun.get() == 64 && deadlines.size() == 64);
        deadlines.forEach(Runnable::run);
        assertThat(begun).hasValue(64);

        end.countDown();

        assertThat(all.subList(64, 100)).allSatisfy(answer -> assertThat(answer).succeedsWithin(10, SECONDS));
        await().until(deadlines::isEmpty);
    }

    private List<CompletableFuture<SensorReading>> hang(int count) {
        List<CompletableFuture<SensorReading>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(probes.read(i, TIMEOUT, () -> {
                begun.incrementAndGet();
                end.await();
                return READING;
            }));
        }
        await().until(() -> begun.get() >= 4);
        return answers;
    }
}
