package io.github.servicehandler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Is which entries journalctl is told to show, and which of these are wanted. Immutable.
 *
 * @param options what journalctl is told beside the matches
 * @param matches what entries must match
 * @param marks by what entries show of which units they are
 * @param isExact whether journalctl shows no others than the units'
 * @param wanted which of them are wanted, as far as journalctl cannot be told
 */
record Selection(List<String> options, Matches matches, Marks marks, boolean isExact, Predicate<JournalEntry> wanted) {

    static final Selection ALL = of(List.of(), Matches.all(), Marks.NONE);

    static final Selection NOTHING = of(List.of(), Matches.of(List.of()), Marks.NONE);

    /**
     * From how many characters on the units are not named: 300 units or so. journalctl takes 0.35 µs for each unit and entry that it
     * finds by these names, but only 7 µs for an entry whatever it is.
     */
    private static final int LONGEST_FORWARDS = 32 * 1024;

    /** Going backwards, it would have to read all there is to find one that may not be there: they are named as long as they fit. */
    private static final int LONGEST_BACKWARDS = 1024 * 1024;

    static Selection of(List<String> options, Matches matches, Marks marks) {
        return new Selection(options, matches, marks, true, entry -> true);
    }

    /** Returns the selection of all that have the marks, for a request. */
    static Selection of(Marks marks, Request request) {
        Matches named = marks.matches();
        int longest = request.isBackwards() ? LONGEST_BACKWARDS : LONGEST_FORWARDS;
        boolean fit = named.length() <= longest;
        if (fit && !marks.areVague()) {
            return of(List.of(), named, marks);
        }
        return new Selection(
                List.of(),
                fit ? named : marks.wide(),
                marks,
                false,
                entry -> !entry.units().isEmpty());
    }

    /** Adds what a request says of single entries. */
    Selection with(Request request) {
        List<String> more = new ArrayList<>(options);
        request.options().forEach((name, value) -> more.add(value.isEmpty() ? name : name + "=" + value));
        if (request.after() != null) {
            // not --after-cursor: it skips an entry more if the one of the cursor is gone or does not match (up to 252)
            more.add("--cursor=" + request.after());
        } else if (request.since() != null) {
            more.add("--since=" + Request.timestamp(request.since()));
        }
        return new Selection(more, matches.and(request.fields()), marks, isExact, wanted.and(request::wants));
    }

    /** Tells whether there is nothing to run. */
    boolean isEmpty() {
        return matches.areImpossible();
    }

    List<String> forwards() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(matches.words());
        return arguments;
    }

    /**
     * Returns what makes journalctl show the last ones, the latest first. {@code --lines} alone means the first ones after a
     * {@code --since}, and counts what {@code --grep} then leaves out, depending on the version.
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
