package io.github.servicehandler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The entries that journalctl is asked for, and the filter for what it cannot express. Immutable.
 *
 * @param options the options for journalctl, without the matches
 * @param matches the matches for journalctl
 * @param marks the rules by which an entry belongs to units
 * @param isExact whether journalctl shows only entries of the units
 * @param wanted the filter
 */
record JournalctlSelection(
        List<String> options,
        FieldMatches matches,
        UnitAttribution marks,
        boolean isExact,
        Predicate<JournalEntry> wanted) {

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

    static JournalctlSelection of(List<String> options, FieldMatches matches, UnitAttribution marks) {
        return new JournalctlSelection(options, matches, marks, true, entry -> true);
    }

    /** Returns the selection of all entries of the units. The request only decides whether the units are named. */
    static JournalctlSelection of(UnitAttribution marks, JournalQuerySpec request) {
        FieldMatches named = marks.matches();
        int longest = request.isBackwards() ? LONGEST_BACKWARDS : LONGEST_FORWARDS;
        boolean fit = named.length() <= longest;
        if (fit && !marks.areVague()) {
            return of(List.of(), named, marks);
        }
        return new JournalctlSelection(
                List.of(),
                fit ? named : marks.wide(),
                marks,
                false,
                entry -> !entry.units().isEmpty());
    }

    /** Adds the conditions of a request. */
    JournalctlSelection with(JournalQuerySpec request) {
        List<String> more = new ArrayList<>(options);
        request.options().forEach((name, value) -> more.add(value.isEmpty() ? name : name + "=" + value));
        if (request.after() != null) {
            // not --after-cursor: up to 252, it skips one entry too many if the cursor's own entry is gone or does not
            // match
            more.add("--cursor=" + request.after());
        } else if (request.since() != null) {
            more.add("--since=" + JournalQuerySpec.timestamp(request.since()));
        }
        return new JournalctlSelection(more, matches.and(request.fields()), marks, isExact, wanted.and(request::wants));
    }

    /** Returns whether no entry can match, so that nothing has to be run. */
    boolean isEmpty() {
        return matches.areImpossible();
    }

    List<String> forwards() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(matches.words());
        return arguments;
    }

    /**
     * Returns the arguments that make journalctl show the last entries, the latest first. {@code --lines} alone is not
     * enough: depending on the version, it means the first entries after a {@code --since}, and it counts entries that
     * {@code --grep} then leaves out.
     */
    List<String> backwards(int count) {
        List<String> arguments = new ArrayList<>(List.of("--reverse"));
        if (isExact) {
            arguments.add("--lines=" + count);
        }
        arguments.addAll(forwards());
        return arguments;
    }

    List<String> following() {
        List<String> arguments = new ArrayList<>(List.of("--follow", "--no-tail"));
        arguments.addAll(forwards());
        return arguments;
    }
}
