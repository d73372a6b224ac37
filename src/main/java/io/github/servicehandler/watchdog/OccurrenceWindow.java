package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers when something happened, the last thousand times. Not thread-safe. */
final class OccurrenceWindow {

    static final int CAPACITY = 1000;

    private final Deque<Instant> moments = new ArrayDeque<>();
    private @Nullable List<Instant> copy;

    void add(Instant moment) {
        if (moments.size() == CAPACITY) {
            moments.removeFirst();
        }
        moments.addLast(moment);
        copy = null;
    }

    void addAll(Collection<Instant> more) {
        more.forEach(this::add);
    }

    /** Returns when it happened last; the beginning of time if never. */
    Instant last() {
        return moments.isEmpty() ? Instant.EPOCH : moments.getLast();
    }

    /** Forgets that it happened at a moment, once. */
    void remove(Instant moment) {
        moments.removeLastOccurrence(moment);
        copy = null;
    }

    boolean isEmpty() {
        return moments.isEmpty();
    }

    /**
     * Returns all of them, the oldest first: the same list again as long as nothing is added, so that asking often is
     * cheap.
     */
    List<Instant> all() {
        List<Instant> all = copy == null ? List.copyOf(moments) : copy;
        copy = all;
        return all;
    }

    /** Returns how often it happened in the time before a moment, and not longer ago than a period. */
    int within(Duration period, Instant now) {
        Instant begin = now.minus(period);
        int count = 0;
        var latestFirst = moments.descendingIterator();
        while (latestFirst.hasNext() && latestFirst.next().isAfter(begin)) {
            count++;
        }
        return count;
    }

    /**
     * Returns when there will be fewer than a number of them within the period, or {@code null} if there are fewer
     * already.
     */
    @Nullable
    Instant fewerThan(int number, Duration period, Instant now) {
        if (within(period, now) < number) {
            return null;
        }
        var latestFirst = moments.descendingIterator();
        Instant moment = now;
        for (int i = 0; i < number; i++) {
            moment = latestFirst.next();
        }
        return moment.plus(period);
    }
}
