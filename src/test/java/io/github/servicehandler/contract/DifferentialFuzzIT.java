package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.command.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A comparison of the real manager and the fake of its version: runs random operations on both and expects the same
 * state after each. A difference is printed as the shortest script that shows it, which should become a case of the
 * contract.
 *
 * <p>A short run is part of every build: of the first kind of scripts on a machine with systemd 252, and of orders
 * through the library on the user's manager of all versions. In a longer run, other scripts still differ in rare
 * combinations. {@code -Dfuzz.sequences=2000} makes the run longer, {@code -Dfuzz.seconds=600} ends it in time.
 * {@code -Dfuzz.seed=7} changes the first seed: the n-th sequence, counted from 0, uses the seed plus n.
 *
 * <p>When two events coincide, the behaviour of the real manager varies between runs. In this case the fake passes if
 * the real manager behaves in the same way at least once in several tries. Such sequences are counted separately.
 */
@Tag("contract")
class DifferentialFuzzIT {

    private static final int OPERATIONS = 20;
    private static final int MAX_DIFFERENCES = Integer.getInteger("fuzz.differences", 3);
    private static final int SEQUENCES = Integer.getInteger("fuzz.sequences", 0);
    private static final Duration MAX_TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 3600));
    private static final int SEQUENCES_OF_A_SHORT_RUN = 12;
    private static final int ORDERS_OF_A_SHORT_RUN = 2;
    private static final int VERSION_OF_A_SHORT_RUN = 252;
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    @SuppressWarnings("NullAway.Init")
    private Backend real;

    @SuppressWarnings("NullAway.Init")
    private FuzzComparison comparison;

    private final List<String> differences = new ArrayList<>();
    private int same;
    private int sameSometimes;
    private int undecided;

    @BeforeEach
    void prepare() {
        Optional<Backend> manager = RealBackend.ofThisMachine();
        assumeTrue(manager.isPresent(), "no manager answers");
        real = manager.orElseThrow();
    }

    @AfterEach
    void clear() {
        if (comparison != null) {
            comparison.close();
        }
        if (real != null) {
            real.clear();
        }
    }

    @Test
    void bothDoTheSame() {
        assumeTrue(SEQUENCES > 0 || real.version() == VERSION_OF_A_SHORT_RUN, "-Dfuzz.sequences is not set");
        compare(FuzzObserver.UNITS, SEQUENCES_OF_A_SHORT_RUN, seed -> FuzzGenerator.script(seed, OPERATIONS));
    }

    /** Gives orders through the library, whose outcomes, reasons and exceptions must be the same, too. */
    @Test
    void theLibraryReportsTheSameOfBoth() {
        assumeTrue(SEQUENCES > 0 || real.isUser(), "-Dfuzz.sequences is not set");
        compare(OrderFuzzGenerator.UNITS, ORDERS_OF_A_SHORT_RUN, seed -> OrderFuzzGenerator.script(seed, OPERATIONS));
    }

    private void compare(List<String> units, int shortRun, LongFunction<FuzzScript> scripts) {
        comparison = new FuzzComparison(real, new FakeBackend(real.version(), real.isUser()), units);
        long begin = System.nanoTime();
        int sequences = SEQUENCES > 0 ? SEQUENCES : shortRun;
        for (int i = 0; i < sequences && differences.size() < MAX_DIFFERENCES && !isOver(begin); i++) {
            compare(SEED + i, scripts.apply(SEED + i));
        }
        System.out.printf(
                "fuzz on %s: %d sequences the same, %d the same in some runs of the real manager, %d different, %d undecided, in %d s%n",
                real,
                same,
                sameSometimes,
                differences.size(),
                undecided,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        assertThat(differences).isEmpty();
        assertThat(same).as("sequences that were compared").isGreaterThan(sameSometimes + undecided);
    }

    private static boolean isOver(long begin) {
        return System.nanoTime() - begin > MAX_TIME.toNanos();
    }

    private void compare(long seed, FuzzScript script) {
        try {
            Optional<FuzzComparison.Difference> first = comparison.difference(script);
            if (first.isEmpty()) {
                same++;
                return;
            }
            Optional<FuzzComparison.Difference> difference = comparison.reproducibleDifference(script);
            difference.ifPresentOrElse(
                    found -> report(seed, script, found), () -> tryAgain(seed, script, first.orElseThrow()));
        } catch (FuzzQuiescence.Restless | CommandException e) {
            countUndecided(seed, String.valueOf(e.getMessage()));
        }
    }

    /** Repeats a sequence on which the real manager's behaviour varies; the fake has to show one of its variants. */
    private void tryAgain(long seed, FuzzScript script, FuzzComparison.Difference first) {
        if (comparison.agreesSometimes(script)) {
            sameSometimes++;
            System.out.printf(
                    "seed %d, the same only in some runs after %s: %s%n",
                    seed, onOneLine(script.steps().get(first.step())), onOneLine(first));
        } else {
            countUndecided(seed, "not reproducible: " + first);
        }
    }

    private static String onOneLine(Object text) {
        return String.valueOf(text).strip().replace("\n", " | ");
    }

    private void countUndecided(long seed, String reason) {
        undecided++;
        System.out.printf("seed %d, undecided: %s%n", seed, onOneLine(reason));
    }

    private void report(long seed, FuzzScript script, FuzzComparison.Difference difference) {
        FuzzScript shortest = comparison.shrink(script, difference);
        String text = "seed %d, step %d:%n%s%nshortest script:%n%s%n"
                .formatted(seed, difference.step(), difference, shortest);
        System.out.println(text);
        differences.add(text);
    }
}
