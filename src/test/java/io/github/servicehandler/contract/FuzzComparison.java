package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Carries out scripts on a real manager and on its fake, and tells where they part. */
final class FuzzComparison {

    private static final int LOOKS = 3;
    private static final int TRIES = 40;

    private final FuzzRun real;
    private final FuzzRun fake;

    FuzzComparison(Backend real, Backend fake) {
        this.real = new FuzzRun(real, new BusFuzzObserver(real.isUser()), FuzzQuiescence.byLooking());
        this.fake = new FuzzRun(fake, new ShowFuzzObserver(fake), FuzzQuiescence.byTime());
    }

    /** What the two differ in after one step: each line names a property, the real value and the fake's. */
    record Difference(int step, List<String> lines) {

        @Override
        public String toString() {
            return String.join("\n", lines);
        }
    }

    /** Returns the first difference, or empty if there is none. */
    Optional<Difference> difference(FuzzScript script) {
        List<Map<String, String>> wanted = real.seen(script);
        List<Map<String, String>> got = fake.seen(script);
        for (int step = 0; step < wanted.size(); step++) {
            List<String> lines = lines(wanted.get(step), got.get(step));
            if (!lines.isEmpty()) {
                return Optional.of(new Difference(step, lines));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Map<String, String> wanted, Map<String, String> got) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(wanted).forEach((key, value) -> {
            if (!value.equals(got.get(key))) {
                lines.add(key + ": real " + value + ", fake " + got.get(key));
            }
        });
        return lines;
    }

    /**
     * Returns the difference that shows every time, or empty: the real manager does not do the same each time where two
     * things happen at once.
     */
    Optional<Difference> steadyDifference(FuzzScript script) {
        Optional<Difference> first = difference(script);
        for (int look = 1; look < LOOKS && first.isPresent(); look++) {
            if (!difference(script).equals(first)) {
                return Optional.empty();
            }
        }
        return first;
    }

    /**
     * Tells whether the real manager does at least now and then what the fake does, from the first step to the last.
     */
    boolean agreesNowAndThen(FuzzScript script) {
        return IntStream.range(0, TRIES).anyMatch(turn -> difference(script).isEmpty());
    }

    /** Leaves out steps, and lines of files, as long as the difference is there. */
    FuzzScript shortest(FuzzScript script, Difference difference) {
        FuzzScript begin = new FuzzScript(script.steps().subList(0, difference.step() + 1));
        return new FuzzShrinker(candidate -> shows(candidate, difference)).shrink(begin);
    }

    private boolean shows(FuzzScript script, Difference difference) {
        try {
            return difference(script)
                    .filter(other -> other.lines().equals(difference.lines()))
                    .isPresent();
        } catch (FuzzQuiescence.Restless | CommandException e) {
            return false;
        }
    }
}
