package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Does random things to the real manager and to the fake of its version, and demands that both look the same after
 * each. A difference is printed as the shortest script that shows it; it becomes a case of the contract.
 *
 * <p>A short run is part of every build where there is a 252; the fakes of other versions are compared only on demand,
 * and still differ in rare combinations. {@code -Dfuzz.sequences=2000} makes it a long run, {@code -Dfuzz.seed=7}
 * begins elsewhere: sequence {@code n} of a run is the first of one with the seed plus {@code n}.
 *
 * <p>Where two things happen at once the real manager does not do the same each time. Then the fake has to do what the
 * real one does at least once in a few tries; such sequences are counted by themselves.
 */
@Tag("contract")
class DifferentialFuzzIT {

    private static final int OPERATIONS = 20;
    private static final int MOST_DIFFERENCES = Integer.getInteger("fuzz.differences", 3);
    private static final int SEQUENCES = Integer.getInteger("fuzz.sequences", 0);
    private static final int SHORT = 12;
    private static final int SHORT_ON = 252;
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    @SuppressWarnings("NullAway.Init")
    private Backend real;

    @SuppressWarnings("NullAway.Init")
    private FuzzComparison duel;

    private final List<String> differences = new ArrayList<>();
    private int steady;
    private int oneOfSeveral;
    private int unsteady;

    @BeforeEach
    void meet() {
        Optional<Backend> here = RealBackend.here();
        assumeTrue(here.isPresent(), "no manager answers");
        real = here.orElseThrow();
        assumeTrue(SEQUENCES > 0 || real.version() == SHORT_ON, "-Dfuzz.sequences is not set");
        duel = new FuzzComparison(real, new FakeBackend(real.version(), real.isUser()));
    }

    @AfterEach
    void clear() {
        if (real != null) {
            real.clear();
        }
    }

    @Test
    void bothDoTheSame() {
        int sequences = SEQUENCES > 0 ? SEQUENCES : SHORT;
        for (int i = 0; i < sequences && differences.size() < MOST_DIFFERENCES; i++) {
            compare(SEED + i);
        }
        System.out.printf(
                "fuzz on %s: %d sequences the same, %d as the real one does it now and then, %d different, %d without an answer%n",
                real, steady, oneOfSeveral, differences.size(), unsteady);
        assertThat(differences).isEmpty();
        assertThat(steady).as("sequences that were compared").isGreaterThan(oneOfSeveral + unsteady);
    }

    private void compare(long seed) {
        FuzzScript script = FuzzGenerator.script(seed, OPERATIONS);
        try {
            Optional<FuzzComparison.Difference> first = duel.difference(script);
            if (first.isEmpty()) {
                steady++;
                return;
            }
            Optional<FuzzComparison.Difference> difference = duel.steadyDifference(script);
            difference.ifPresentOrElse(
                    found -> report(seed, script, found), () -> tryAgain(seed, script, first.orElseThrow()));
        } catch (FuzzQuiescence.Restless | CommandException e) {
            passOver(seed, String.valueOf(e.getMessage()));
        }
    }

    /** Where two things happen at once the real manager has several answers: the fake has to give one of them. */
    private void tryAgain(long seed, FuzzScript script, FuzzComparison.Difference first) {
        if (duel.agreesNowAndThen(script)) {
            oneOfSeveral++;
            System.out.printf(
                    "seed %d, one of several answers to %s: %s%n",
                    seed, onOneLine(script.steps().get(first.step())), onOneLine(first));
        } else {
            passOver(seed, "only once " + first);
        }
    }

    private static String onOneLine(Object text) {
        return String.valueOf(text).strip().replace("\n", " | ");
    }

    private void passOver(long seed, String why) {
        unsteady++;
        System.out.printf("seed %d, no single answer: %s%n", seed, onOneLine(why));
    }

    private void report(long seed, FuzzScript script, FuzzComparison.Difference difference) {
        FuzzScript shortest = duel.shortest(script, difference);
        String text = "seed %d, step %d:%n%s%nshortest script:%n%s%n"
                .formatted(seed, difference.step(), difference, shortest);
        System.out.println(text);
        differences.add(text);
    }
}
