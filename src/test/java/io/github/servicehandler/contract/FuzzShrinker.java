package io.github.servicehandler.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out of a script what does not matter: steps, then lines of files. */
final class FuzzShrinker {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Predicate<FuzzScript> shows;
    private final Instant deadline = Instant.now().plus(PATIENCE);

    /** @param shows tells whether a script still shows what it is kept for */
    FuzzShrinker(Predicate<FuzzScript> shows) {
        this.shows = shows;
    }

    FuzzScript shrink(FuzzScript script) {
        List<FuzzStep> steps = fewer(script.steps(), candidate -> shows.test(new FuzzScript(candidate)));
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof FuzzStep.Write write) {
                steps.set(i, withFewerLines(write, steps, i));
            }
        }
        return new FuzzScript(steps);
    }

    private FuzzStep withFewerLines(FuzzStep.Write write, List<FuzzStep> steps, int index) {
        List<FuzzStep> others = new ArrayList<>(steps);
        List<String> lines = fewer(write.text().lines().toList(), candidate -> {
            others.set(index, write.with(candidate));
            return shows.test(new FuzzScript(others));
        });
        return write.with(lines);
    }

    /** Leaves out ever smaller pieces of a list. */
    private <T> List<T> fewer(List<T> all, Predicate<List<T>> enough) {
        List<T> current = new ArrayList<>(all);
        for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
            for (int from = current.size() - size; from >= 0; from -= size) {
                List<T> candidate = new ArrayList<>(current);
                candidate.subList(from, from + size).clear();
                if (Instant.now().isBefore(deadline) && enough.test(candidate)) {
                    current = candidate;
                }
            }
        }
        return current;
    }
}
