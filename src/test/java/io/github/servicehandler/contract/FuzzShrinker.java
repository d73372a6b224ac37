package io.github.servicehandler.contract;

import io.github.servicehandler.ListShrinker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A shrinker that removes unneeded parts from a script: first steps, then lines of files. */
final class FuzzShrinker {

    private static final Duration TIMEOUT = Duration.ofSeconds(Integer.getInteger("fuzz.shrink", 25));

    private final Predicate<FuzzScript> stillShows;
    private final ListShrinker lists = new ListShrinker(TIMEOUT);

    /**
     * Creates a shrinker.
     *
     * @param stillShows whether a script still shows the difference
     */
    FuzzShrinker(Predicate<FuzzScript> stillShows) {
        this.stillShows = stillShows;
    }

    FuzzScript shrink(FuzzScript script) {
        List<FuzzStep> steps = lists.shrink(script.steps(), candidate -> stillShows.test(new FuzzScript(candidate)));
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof FuzzStep.Write write) {
                steps.set(i, withFewerLines(write, steps, i));
            }
        }
        return new FuzzScript(steps);
    }

    private FuzzStep withFewerLines(FuzzStep.Write write, List<FuzzStep> steps, int index) {
        List<FuzzStep> others = new ArrayList<>(steps);
        List<String> lines = lists.shrink(write.text().lines().toList(), candidate -> {
            others.set(index, write.withLines(candidate));
            return stillShows.test(new FuzzScript(others));
        });
        return write.withLines(lines);
    }
}
