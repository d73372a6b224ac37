package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of the last thousand occurrences of something. Not thread-safe. */
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

    /** Returns the time of the last occurrence; {@link Instant#EPOCH} if there is none. */
    Instant last() {
        return moments.isEmpty() ? Instant.EPOCH : moments.getLast();
    }

    /** Removes the last occurrence at a moment. */
    void remove(Instant moment) {
        moments.removeLastOccurrence(moment);
        copy = null;
    }

    boolean isEmpty() {
        return moments.isEmpty();
    }

    /**
     * Returns all occurrences, the oldest first. As long as nothing changes, this is the same list, so that frequent
     * calls are cheap.
     */
    List<Instant> all() {
        List<Instant> all = copy == null ? List.copyOf(moments) : copy;
        copy = all;
        return all;
    }

    /** Returns the number of occurrences within the period before a moment. */
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
     * Returns when there will be fewer than a number of occurrences within the period, or {@code null} if there already
     * are.
     */
    @Nullable
    Instant fewerThan(int number, Duration period, Instant now) {
        return within(period, now) < number ? null : end(number, period);
    }

    /**
     * Returns the moment from which there are fewer than a number of occurrences within the period before it, if no
     * more follow; {@link Instant#EPOCH} if there never were so many.
     */
    Instant end(int number, Duration period) {
        return moments.stream()
                .skip(Math.max(0, moments.size() - number))
                .findFirst()
                .filter(unused -> moments.size() >= number)
                .map(moment -> moment.plus(period))
                .orElse(Instant.EPOCH);
    }
}
