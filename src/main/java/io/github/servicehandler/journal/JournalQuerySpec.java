package io.github.servicehandler.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query, apart from its units. Immutable.
 *
 * @param options the values of journalctl's options, by option; passed on as they are
 * @param fields the values that a field may have, by name
 * @param last the maximum number of entries, the latest; 0 for all
 * @param since the earliest moment, or {@code null}
 * @param after the entry after which to begin, or {@code null}
 * @param run the run of the unit
 */
record JournalQuerySpec(
        Map<String, String> options,
        Map<String, List<String>> fields,
        int last,
        @Nullable Instant since,
        @Nullable JournalCursor after,
        Run run) {

    static final JournalQuerySpec ALL = new JournalQuerySpec(Map.of(), Map.of(), 0, null, null, new Run(false, ""));

    private static final String UNTIL = "--until";

    /**
     * The run of the unit that the query is about.
     *
     * @param latest whether it is the latest one
     * @param id the invocation id; empty for every run, or for the latest one
     */
    record Run(boolean latest, String id) {}

    JournalQuerySpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    JournalQuerySpec option(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new JournalQuerySpec(more, fields, last, since, after, run);
    }

    JournalQuerySpec until(Instant moment) {
        return option(UNTIL, timestamp(moment));
    }

    boolean hasEnd() {
        return options.containsKey(UNTIL);
    }

    JournalQuerySpec field(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new JournalQuerySpec(options, more, last, since, after, run);
    }

    JournalQuerySpec last(int count) {
        return new JournalQuerySpec(options, fields, count, since, after, run);
    }

    JournalQuerySpec since(Instant moment) {
        return new JournalQuerySpec(options, fields, last, moment, after, run);
    }

    JournalQuerySpec after(@Nullable JournalCursor cursor) {
        return new JournalQuerySpec(options, fields, last, since, cursor, run);
    }

    JournalQuerySpec run(Run which) {
        return new JournalQuerySpec(options, fields, last, since, after, which);
    }

    /**
     * Returns whether the latest entries are read first. This is not possible with a cursor: read backwards from a
     * cursor, journalctl shows only earlier entries.
     */
    boolean isBackwards() {
        return last > 0 && after == null;
    }

    /** Returns whether an entry meets the conditions that journalctl cannot check. */
    boolean accepts(JournalEntry entry) {
        if (after != null && entry.field("__CURSOR").equals(Optional.of(after.text()))) {
            return false;
        }
        return since == null || !entry.time().isBefore(since);
    }

    static String timestamp(Instant moment) {
        return String.format(Locale.ROOT, "@%d.%06d", moment.getEpochSecond(), moment.getNano() / 1000);
    }
}
