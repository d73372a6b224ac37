package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void doublesUpToTheCap() {
        Backoff backoff = new Backoff(SECOND, Duration.ofSeconds(10), 0);

        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(
                                attempt -> backoff.after(attempt, new Random(1)).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }

    @Test
    void doesNotOverflowHoweverManyAttemptsThereWere() {
        Backoff backoff = new Backoff(SECOND, Duration.ofDays(3650), 0.5);

        assertThat(backoff.after(Integer.MAX_VALUE, new Random(1)))
                .isBetween(Duration.ofDays(1825), Duration.ofDays(3650));
    }

    @Test
    void jitterSpreadsWaitsEvenlyToBothSides() {
        Backoff backoff = new Backoff(Duration.ofSeconds(100), HOUR, 0.2);
        Random random = new Random(1);
        double[] seconds = IntStream.range(0, 1000)
                .mapToDouble(i -> backoff.after(1, random).toMillis() / 1000.0)
                .sorted()
                .toArray();

        assertThat(seconds[0]).isBetween(80.0, 82.0);
        assertThat(seconds[500]).isBetween(97.0, 103.0);
        assertThat(seconds[999]).isBetween(118.0, 120.0);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "99, 100", "90, 100", "60, 100"})
    void waitsNearTheCapAreSpreadEvenlyBelowIt(int first, int cap) {
        Backoff backoff = new Backoff(Duration.ofSeconds(first), Duration.ofSeconds(cap), 0.2);
        Random random = new Random(1);
        double[] seconds = IntStream.range(0, 1000)
                .mapToDouble(i -> backoff.after(1, random).toNanos() / 1e9)
                .sorted()
                .toArray();
        double shortest = first * 0.8;
        double longest = Math.min(first * 1.2, cap);

        assertThat(seconds[0]).isBetween(shortest, shortest + 1);
        assertThat(seconds[500]).isCloseTo((shortest + longest) / 2, within(1.0));
        assertThat(seconds[999]).isBetween(longest - 1, longest);
        assertThat(DoubleStream.of(seconds).distinct()).hasSize(1000);
    }

    @Test
    void theWholeSpreadMayBeUsed() {
        Backoff backoff = new Backoff(SECOND, SECOND, 1);
        Random random = new Random(1);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.after(9, random)))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ZERO, SECOND))
                .anySatisfy(wait -> assertThat(wait).isLessThan(SECOND.dividedBy(100)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void jitterIsAPart(double jitter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(SECOND, HOUR, jitter))
                .withMessageContaining("from 0 to 1, but was " + jitter);
    }

    @Test
    void waitsArePositiveAndTheCapIsNotBelowTheFirst() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ZERO, HOUR, 0))
                .withMessageContaining("the first wait of a backoff must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(HOUR, SECOND, 0))
                .withMessageContaining("must not be shorter than its first wait of 1h, but was 1s");
    }

    @Test
    void aBudgetSaysWhatIsAllowed() {
        assertThat(new FiringBudget(1000, HOUR)).hasToString("1000 in 1h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FiringBudget(1001, HOUR))
                .withMessage("the number of times of a budget must be from 1 to 1000, but was 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FiringBudget(1, Duration.ZERO))
                .withMessageContaining("the period of the budget must be positive");
    }
}
