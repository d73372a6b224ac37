package io.github.servicehandler.journal;

import io.github.servicehandler.journal.JournalStatistics.Counts;
import java.time.Instant;
import java.util.stream.IntStream;

/** Counter of the entries of one unit: of all, and of each second of the last minute. Not thread-safe. */
final class EntryCounter {

    private static final int SECONDS = 60;

    private final long[] seconds = new long[SECONDS];
    private final Counts[] perSecond = new Counts[SECONDS];
    private Counts total = Counts.NONE;

    EntryCounter() {
        for (int i = 0; i < SECONDS; i++) {
            seconds[i] = Long.MIN_VALUE;
            perSecond[i] = Counts.NONE;
        }
    }

    void add(Instant time, Counts counts) {
        total = total.plus(counts);
        long second = time.getEpochSecond();
        int index = (int) Math.floorMod(second, (long) SECONDS);
        // a time in the future, by a wrong clock, must not keep this place for itself
        perSecond[index] = seconds[index] == second ? perSecond[index].plus(counts) : counts;
        seconds[index] = second;
    }

    Counts total() {
        return total;
    }

    Counts lastMinute(Instant now) {
        long last = now.getEpochSecond();
        return IntStream.range(0, SECONDS)
                .filter(index -> seconds[index] > last - SECONDS && seconds[index] <= last)
                .mapToObj(index -> perSecond[index])
                .reduce(Counts.NONE, Counts::plus);
    }
}
