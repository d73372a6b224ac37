package io.github.servicehandler.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query, apart from its units. Immutable.
 *
 * @param options the values of journalctl's options, by option; passed on as they are
 * @param fields the values that a field may have, by name
 * @param excluded the patterns of which no message may contain a match
 * @param last the maximum number of entries, the latest; 0 for all
 * @param since the earliest moment, or {@code null}
 * @param until the latest moment, or {@code null}
 * @param after the entry after which to begin, or {@code null}
 * @param inclusive whether to begin with that entry itself
 * @param run the run of the unit
 */
record JournalQuerySpec(
        Map<String, String> options,
        Map<String, List<String>> fields,
        List<Pattern> excluded,
        int last,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable JournalCursor after,
        boolean inclusive,
        Run run) {

    static final JournalQuerySpec ALL =
            new JournalQuerySpec(Map.of(), Map.of(), List.of(), 0, null, null, null, false, new Run(false, ""));

    private static final String THIS_BOOT = "--boot";

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

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
        excluded = List.copyOf(excluded);
    }

    JournalQuerySpec thisBoot() {
        return option(THIS_BOOT, "");
    }

    JournalQuerySpec option(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new JournalQuerySpec(more, fields, excluded, last, since, until, after, inclusive, run);
    }

    JournalQuerySpec until(Instant moment) {
        return new JournalQuerySpec(options, fields, excluded, last, since, moment, after, inclusive, run);
    }

    boolean hasEnd() {
        return until != null;
    }

    /** Returns whether no entry can meet the conditions, because the period ends before it begins. */
    boolean isEmptyPeriod() {
        return since != null && until != null && since.isAfter(until);
    }

    JournalQuerySpec field(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new JournalQuerySpec(options, more, excluded, last, since, until, after, inclusive, run);
    }

    JournalQuerySpec except(Pattern pattern) {
        List<Pattern> more = new ArrayList<>(excluded);
        more.add(pattern);
        return new JournalQuerySpec(options, fields, more, last, since, until, after, inclusive, run);
    }

    JournalQuerySpec last(int count) {
        return new JournalQuerySpec(options, fields, excluded, count, since, until, after, inclusive, run);
    }

    JournalQuerySpec since(@Nullable Instant moment) {
        return new JournalQuerySpec(options, fields, excluded, last, moment, until, after, inclusive, run);
    }

    JournalQuerySpec after(@Nullable JournalCursor cursor) {
        return new JournalQuerySpec(options, fields, excluded, last, since, until, cursor, false, run);
    }

    JournalQuerySpec from(JournalCursor cursor) {
        return new JournalQuerySpec(options, fields, excluded, last, since, until, cursor, true, run);
    }

    JournalQuerySpec run(Run which) {
        return new JournalQuerySpec(options, fields, excluded, last, since, until, after, inclusive, which);
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
        if (after != null
                && !inclusive
                && after.isOfSameEntry(entry.field("__CURSOR").orElse(""))) {
            return false;
        }
        return (since == null || !entry.time().isBefore(since))
                && (until == null || !entry.time().isAfter(until))
                && excluded.stream()
                        .noneMatch(pattern -> pattern.matcher(entry.message()).find());
    }

    /** Returns a time for journalctl, which refuses times that no entry can have. */
    static String timestamp(Instant time) {
        Instant moment = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LATEST) ? LATEST : time;
        return String.format(Locale.ROOT, "@%d.%06d", moment.getEpochSecond(), moment.getNano() / 1000);
    }
}
