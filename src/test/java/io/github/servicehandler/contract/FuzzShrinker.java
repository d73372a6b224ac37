package io.github.servicehandler.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A shrinker that removes unneeded parts from a script: first steps, then lines of files. */
final class FuzzShrinker {

    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final Predicate<FuzzScript> stillShows;
    private final Instant deadline = Instant.now().plus(TIMEOUT);

    /**
     * Creates a shrinker.
     *
     * @param stillShows whether a script still shows the difference
     */
    FuzzShrinker(Predicate<FuzzScript> stillShows) {
        this.stillShows = stillShows;
    }

    FuzzScript shrink(FuzzScript script) {
        List<FuzzStep> steps = shrinkList(script.steps(), candidate -> stillShows.test(new FuzzScript(candidate)));
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof FuzzStep.Write write) {
                steps.set(i, withFewerLines(write, steps, i));
            }
        }
        return new FuzzScript(steps);
    }

    private FuzzStep withFewerLines(FuzzStep.Write write, List<FuzzStep> steps, int index) {
        List<FuzzStep> others = new ArrayList<>(steps);
        List<String> lines = shrinkList(write.text().lines().toList(), candidate -> {
            others.set(index, write.withLines(candidate));
            return stillShows.test(new FuzzScript(others));
        });
        return write.withLines(lines);
    }

    /** Removes smaller and smaller pieces from a list as long as the rest is enough. */
    private <T> List<T> shrinkList(List<T> all, Predicate<List<T>> isEnough) {
        List<T> current = new ArrayList<>(all);
        for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
            for (int from = current.size() - size; from >= 0; from -= size) {
                List<T> candidate = new ArrayList<>(current);
                candidate.subList(from, from + size).clear();
                if (Instant.now().isBefore(deadline) && isEnough.test(candidate)) {
                    current = candidate;
                }
            }
        }
        return current;
    }
}
