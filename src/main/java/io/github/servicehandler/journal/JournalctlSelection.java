package io.github.servicehandler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A selection of entries: arguments for journalctl, and a filter for what these cannot express. Immutable.
 *
 * @param options the options for journalctl, without the matches
 * @param matches the matches for journalctl
 * @param attribution the rules by which an entry belongs to units
 * @param exact whether journalctl shows only entries of the units
 * @param filter the filter
 * @param backwardOptions further options for reading backwards
 * @param end the last entry to read, or {@code null} to read to the end of the journal
 */
record JournalctlSelection(
        List<String> options,
        FieldMatches matches,
        UnitAttribution attribution,
        boolean exact,
        Predicate<JournalEntry> filter,
        List<String> backwardOptions,
        @Nullable JournalCursor end) {

    static final JournalctlSelection ALL = of(List.of(), FieldMatches.all(), UnitAttribution.NONE);

    static final JournalctlSelection NOTHING = of(List.of(), FieldMatches.of(List.of()), UnitAttribution.NONE);

    /**
     * The maximum length of matches that name units, in characters; enough for some 300 units. With names, journalctl
     * takes 0.35 µs per unit for each entry that it finds; without names, it takes only 7 µs per entry.
     */
    private static final int LONGEST_FORWARDS = 32 * 1024;

    /**
     * The same limit for reading backwards, where the names are used as long as they fit on a command line. Without
     * them, journalctl would have to read the whole journal to find an entry that may not be there.
     */
    private static final int LONGEST_BACKWARDS = 1024 * 1024;

    static JournalctlSelection of(List<String> options, FieldMatches matches, UnitAttribution attribution) {
        return new JournalctlSelection(options, matches, attribution, true, entry -> true, List.of(), null);
    }

    /** Returns the selection of all entries of the units. The conditions only decide whether the units are named. */
    static JournalctlSelection of(UnitAttribution attribution, JournalQuerySpec spec) {
        FieldMatches named = attribution.matches();
        int limit = spec.isBackwards() ? LONGEST_BACKWARDS : LONGEST_FORWARDS;
        boolean fits = named.length() <= limit;
        if (fits && !attribution.isAmbiguous()) {
            return of(List.of(), named, attribution);
        }
        return new JournalctlSelection(
                List.of(),
                fits ? named : attribution.broadMatches(),
                attribution,
                false,
                entry -> !entry.units().isEmpty(),
                List.of(),
                null);
    }

    /** Adds the journals of namespaces. Units with {@code LogNamespace=} write to a journal of their own. */
    JournalctlSelection inNamespaces(Set<String> namespaces) {
        if (namespaces.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(options);
        // one option can add one namespace to the default journal, or all of them
        all.add("--namespace="
                + (namespaces.size() == 1 ? "+" + namespaces.iterator().next() : "*"));
        return new JournalctlSelection(all, matches, attribution, exact, filter, backwardOptions, end);
    }

    /** Adds the conditions of a query. */
    JournalctlSelection with(JournalQuerySpec spec) {
        List<String> all = new ArrayList<>(options);
        spec.options().forEach((name, value) -> all.add(value.isEmpty() ? name : name + "=" + value));
        if (spec.after() != null) {
            // not --after-cursor: up to 252, it skips one entry too many if the cursor's own entry is gone or does not
            // match
            all.add("--cursor=" + spec.after());
        } else if (spec.since() != null) {
            all.add("--since=" + JournalQuerySpec.timestamp(spec.since()));
        }
        List<String> backwards =
                spec.until() == null ? List.of() : List.of("--until=" + JournalQuerySpec.timestamp(spec.until()));
        return new JournalctlSelection(
                all,
                matches.and(spec.fields()),
                attribution,
                // journalctl would count the excluded entries
                exact && spec.excluded().isEmpty(),
                filter.and(spec::accepts),
                backwards,
                end);
    }

    /**
     * Ends with an entry. {@code --until} would not do: read forwards, journalctl ends with the first entry that is too
     * late, although earlier ones follow if the clock was set back.
     */
    JournalctlSelection endingAt(JournalCursor last) {
        return new JournalctlSelection(options, matches, attribution, exact, filter, backwardOptions, last);
    }

    /** Returns whether no further entry is to be read after this one. */
    boolean isEnd(JournalEntry entry) {
        return end != null && end.isOfSameEntry(entry.field("__CURSOR").orElse(""));
    }

    /** Returns whether no entry can match, so that journalctl need not run. */
    boolean isEmpty() {
        return matches.isEmpty();
    }

    List<String> forwards() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(matches.arguments());
        return arguments;
    }

    /**
     * Returns the arguments that make journalctl show the last entries, the latest first. {@code --lines} alone is not
     * enough: depending on the version, it means the first entries after a {@code --since}, and it counts entries that
     * {@code --grep} then leaves out.
     */
    List<String> backwards(int count) {
        List<String> arguments = new ArrayList<>(List.of("--reverse"));
        if (exact) {
            arguments.add("--lines=" + count);
        }
        arguments.addAll(backwardOptions);
        arguments.addAll(forwards());
        return arguments;
    }

    List<String> following() {
        List<String> arguments = new ArrayList<>(List.of("--follow", "--no-tail"));
        arguments.addAll(forwards());
        return arguments;
    }
}
