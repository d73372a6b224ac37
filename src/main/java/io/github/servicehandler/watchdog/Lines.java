package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Is a condition about what the service writes to its journal. */
final class Lines extends Condition {

    /** Finds every line, also an empty one. */
    private static final Pattern ANY = Pattern.compile("");

    private static final Map<Integer, String> FLAGS = new TreeMap<>(Map.of(
            Pattern.CASE_INSENSITIVE, "i",
            Pattern.UNIX_LINES, "d",
            Pattern.MULTILINE, "m",
            Pattern.DOTALL, "s",
            Pattern.UNICODE_CASE, "u",
            Pattern.COMMENTS, "x",
            Pattern.UNICODE_CHARACTER_CLASS, "U"));

    private final Condition counting;
    private final Pattern pattern;

    private Lines(Condition counting, Pattern pattern) {
        this.counting = counting;
        this.pattern = pattern;
    }

    static Condition matching(Pattern asked, int times, Duration within) {
        Pattern pattern = written(asked);
        String what = "logged " + Words.inQuotes(pattern.pattern());
        return new Lines(Runs.counted(what, history -> history.lines(pattern.pattern()), times, within), pattern);
    }

    /** Returns the same pattern with its flags in its text, by which lines are counted, and which a table of rules shows. */
    private static Pattern written(Pattern pattern) {
        boolean isLiteral = (pattern.flags() & Pattern.LITERAL) != 0;
        String text = isLiteral ? Pattern.quote(pattern.pattern()) : pattern.pattern();
        int missing =
                pattern.flags() & ~Pattern.LITERAL & ~Pattern.compile(text).flags();
        if ((missing & Pattern.CANON_EQ) != 0) {
            throw new IllegalArgumentException(
                    "the flag CANON_EQ cannot be written in a pattern, and so in no rule: " + pattern);
        }
        StringBuilder flags = new StringBuilder();
        FLAGS.forEach((flag, letter) -> flags.append((missing & flag) == 0 ? "" : letter));
        return Pattern.compile(flags.isEmpty() ? text : "(?" + flags + ")" + text);
    }

    static Condition silent(Duration time) {
        Moments.requirePositive(time, "the time of silence");
        String text = "silent for " + Moments.text(time);
        return new Lines(new Basic(text, snapshot -> silence(time, snapshot)), ANY);
    }

    private static Finding silence(Duration time, Snapshot snapshot) {
        Finding up = up().examine(snapshot);
        if (!up.holds()) {
            return up;
        }
        Instant last = snapshot.history().lines(ANY.pattern()).last();
        Instant listening = Objects.requireNonNull(snapshot.history().listeningSince());
        Instant begin = Moments.later(Moments.later(last, snapshot.since()), listening);
        Instant due = begin.plus(time);
        boolean silent = !snapshot.now().isBefore(due);
        String span = Moments.roughly(Duration.between(begin, snapshot.now()));
        return Finding.of(silent, "no line for " + span).changingAt(silent ? null : due);
    }

    @Override
    Finding examine(Snapshot snapshot) {
        if (snapshot.history().listeningSince() == null) {
            return Finding.unknown("the journal of " + snapshot.service() + " is not followed");
        }
        return counting.examine(snapshot);
    }

    @Override
    Set<Pattern> patterns() {
        return Set.of(pattern);
    }

    @Override
    public String toString() {
        return counting.toString();
    }
}
