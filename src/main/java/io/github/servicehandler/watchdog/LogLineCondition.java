package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** A condition on the lines that a service writes to its journal. */
final class LogLineCondition extends Condition {

    /** A pattern that every line matches, even an empty one. */
    private static final LinePattern ANY = LinePattern.of(Pattern.compile(""));

    private final Condition counting;
    private final LinePattern pattern;

    private LogLineCondition(Condition counting, LinePattern pattern) {
        this.counting = counting;
        this.pattern = pattern;
    }

    static Condition matching(Pattern pattern, int times, Duration within) {
        LinePattern linePattern = LinePattern.of(pattern);
        String what = "logged " + RuleLineScanner.inQuotes(linePattern.text());
        return new LogLineCondition(
                RunConditions.counted(what, history -> history.lines(linePattern.text()), times, within), linePattern);
    }

    static Condition silent(Duration time) {
        Times.requirePositive(time, "the time of silence");
        String text = "silent for " + Times.text(time);
        return new LogLineCondition(new FunctionCondition(text, snapshot -> silence(time, snapshot)), ANY);
    }

    private static Evaluation silence(Duration time, ServiceSnapshot snapshot) {
        Evaluation up = up().evaluate(snapshot);
        if (!up.holds()) {
            return up;
        }
        Instant last = snapshot.history().lines(ANY.text()).last();
        Instant listening = Objects.requireNonNull(snapshot.history().journalFollowedSince(ANY.text()));
        Instant begin = Times.later(Times.later(last, snapshot.since()), listening);
        Instant due = begin.plus(time);
        boolean silent = !snapshot.now().isBefore(due);
        String span = Times.roughly(Duration.between(begin, snapshot.now()));
        return Evaluation.of(silent, "no line for " + span).changingAt(silent ? null : due);
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        if (snapshot.history().journalFollowedSince(pattern.text()) == null) {
            return Evaluation.unknown("the journal of " + snapshot.service() + " is not followed");
        }
        return counting.evaluate(snapshot);
    }

    @Override
    Set<LinePattern> patterns() {
        return Set.of(pattern);
    }

    @Override
    public String toString() {
        return counting.toString();
    }
}
