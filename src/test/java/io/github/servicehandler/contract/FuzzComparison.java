package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A comparison that runs scripts on a real manager and on its fake, and finds the differences. */
final class FuzzComparison implements AutoCloseable {

    private static final int RUNS_TO_REPRODUCE = 3;
    private static final int RUNS_TO_AGREE = 40;

    private final FuzzRun real;
    private final FuzzRun fake;

    /**
     * Prepares a comparison.
     *
     * @param units the names of the units to compare after each step
     */
    FuzzComparison(Backend real, Backend fake, List<String> units) {
        this.real = new FuzzRun(real, new BusFuzzObserver(real.isUser(), units), FuzzQuiescence.byPolling());
        this.fake = new FuzzRun(fake, new ShowFuzzObserver(fake, units), FuzzQuiescence.byWaiting());
    }

    /** The differences after one step; each line contains a property, its real value and its value in the fake. */
    record Difference(int step, List<String> lines) {

        @Override
        public String toString() {
            return String.join("\n", lines);
        }
    }

    /** Runs a script on both managers and returns the first difference, or empty if there is none. */
    Optional<Difference> difference(FuzzScript script) {
        return differences(script).stream().findFirst();
    }

    /** Runs a script on both managers and returns the differences, at most one for each step. */
    List<Difference> differences(FuzzScript script) {
        List<Map<String, String>> expected = real.run(script);
        List<Map<String, String>> actual = fake.run(script);
        List<Difference> differences = new ArrayList<>();
        for (int step = 0; step < expected.size(); step++) {
            List<String> lines = lines(expected.get(step), actual.get(step));
            if (!lines.isEmpty()) {
                differences.add(new Difference(step, lines));
            }
        }
        return differences;
    }

    private static List<String> lines(Map<String, String> expected, Map<String, String> actual) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(expected).forEach((key, value) -> {
            if (!value.equals(actual.get(key))) {
                lines.add(key + ": real " + value + ", fake " + actual.get(key));
            }
        });
        return lines;
    }

    /**
     * Returns the first difference if it is the same in every run, or else empty. The behaviour of the real manager
     * varies when two events coincide.
     */
    Optional<Difference> reproducibleDifference(FuzzScript script) {
        Optional<Difference> first = difference(script);
        for (int run = 1; run < RUNS_TO_REPRODUCE && first.isPresent(); run++) {
            if (!difference(script).equals(first)) {
                return Optional.empty();
            }
        }
        return first;
    }

    /** Returns whether the real manager behaves like the fake in all steps of at least one run. */
    boolean agreesSometimes(FuzzScript script) {
        return IntStream.range(0, RUNS_TO_AGREE)
                .anyMatch(turn -> difference(script).isEmpty());
    }

    /** Removes steps and lines of files from a script as long as it still shows the difference. */
    FuzzScript shrink(FuzzScript script, Difference difference) {
        FuzzScript begin = new FuzzScript(script.steps().subList(0, difference.step() + 1));
        return new FuzzShrinker(candidate -> stillShows(candidate, difference)).shrink(begin);
    }

    @Override
    public void close() {
        real.close();
        fake.close();
    }

    private boolean stillShows(FuzzScript script, Difference difference) {
        try {
            return difference(script)
                    .filter(other -> other.lines().equals(difference.lines()))
                    .isPresent();
        } catch (FuzzQuiescence.Restless | CommandException e) {
            return false;
        }
    }
}
