package io.github.servicehandler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A shrinker that removes unneeded elements from the input of a failing test, until it runs out of time. */
public final class ListShrinker {

    private final Instant deadline;

    /**
     * Creates a shrinker.
     *
     * @param timeout how long all its work may take together
     */
    public ListShrinker(Duration timeout) {
        deadline = Instant.now().plus(timeout);
    }

    /** Removes smaller and smaller pieces from a list as long as the rest is enough. */
    public <T> List<T> shrink(List<T> all, Predicate<List<T>> isEnough) {
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
