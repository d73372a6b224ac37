package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The statistics per unit of the entries that it receives. Entries are not kept, so that memory use depends on the
 * number of units alone: about 2 KB each.
 *
 * <pre>{@code
 * JournalStatistics statistics = new JournalStatistics();
 * try (JournalFollow follow = user.journal(bots).follow(statistics)) {
 *     …
 *     long errors = statistics.lastMinute(UnitName.of("bot-a.service")).errors();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class JournalStatistics implements Consumer<JournalEntry> {

    private final InstantSource clock;
    private final Map<UnitName, EntryCounter> counters = new HashMap<>();

    /**
     * What a unit has logged. An entry that {@linkplain JournalEntry#units() belongs} to several units counts for each.
     *
     * @param lines the number of lines of all messages; an empty message counts as one line
     * @param bytes the size of all messages in UTF-8
     * @param errors the number of entries whose level is {@link Priority#ERROR} or more urgent: the
     *     {@linkplain StructuredMessage#level() level in the message}, or else the entry's priority
     */
    public record Counts(long lines, long bytes, long errors) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(lines + other.lines, bytes + other.bytes, errors + other.errors);
        }
    }

    /** Creates statistics that have received nothing yet. */
    public JournalStatistics() {
        this(InstantSource.system());
    }

    /**
     * Creates statistics with another clock.
     *
     * @param clock the clock that determines the last minute
     */
    public JournalStatistics(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Counts an entry.
     *
     * @param entry the entry
     */
    @Override
    public void accept(JournalEntry entry) {
        String message = entry.message();
        Priority level = entry.structured().flatMap(StructuredMessage::level).orElse(entry.priority());
        Counts counts = new Counts(
                Math.max(1, message.lines().count()),
                entry.rawFields("MESSAGE").stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum(),
                level.compareTo(Priority.ERROR) <= 0 ? 1 : 0);
        synchronized (counters) {
            entry.units()
                    .forEach(unit -> counters.computeIfAbsent(unit, key -> new EntryCounter())
                            .add(entry.time(), counts));
        }
    }

    /**
     * Returns the units with entries.
     *
     * @return a copy of the units' names, sorted
     */
    public Set<UnitName> units() {
        synchronized (counters) {
            return new TreeSet<>(counters.keySet());
        }
    }

    /**
     * Returns what a unit has logged in all entries that were received.
     *
     * @param unit the unit
     * @return the counts; all 0 if there were no entries of the unit
     */
    public Counts total(UnitName unit) {
        synchronized (counters) {
            EntryCounter counter = counters.get(unit);
            return counter == null ? Counts.NONE : counter.total();
        }
    }

    /**
     * Returns what a unit has logged in the last minute, to the second, by the time of the entries. This is its rate
     * per minute.
     *
     * @param unit the unit
     * @return the counts; all 0 if there were no entries of the unit
     */
    public Counts lastMinute(UnitName unit) {
        Instant now = clock.instant();
        synchronized (counters) {
            EntryCounter counter = counters.get(unit);
            return counter == null ? Counts.NONE : counter.lastMinute(now);
        }
    }
}
