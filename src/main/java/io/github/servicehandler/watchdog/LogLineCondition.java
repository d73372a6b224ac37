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

    /** The shortest time after which the journal is read to its end again during a long silence. */
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(10);

    private final Condition counting;
    private final LinePattern pattern;

    private LogLineCondition(Condition counting, LinePattern pattern) {
        this.counting = counting;
        this.pattern = pattern;
    }

    static Condition matching(Pattern pattern, int times, Duration within) {
        LinePattern linePattern = LinePattern.of(pattern);
        String what = "logged " + RuleFileQuotes.around(linePattern.text());
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
        String span = Times.roughly(Duration.between(begin, snapshot.now()));
        return snapshot.now().isBefore(due)
                ? Evaluation.of(false, "no line for " + span).changingAt(due)
                : verified(due, time, span, snapshot);
    }

    /**
     * Evaluates a silence that is long enough. A line may be still on its way, or the follower may have missed it.
     * Silence therefore counts only once the journal has been read to its end, and this is repeated while it lasts.
     */
    private static Evaluation verified(Instant due, Duration time, String span, ServiceSnapshot snapshot) {
        Instant read = snapshot.history().journalReadUntil();
        Instant again = read.plus(time.compareTo(BETWEEN_READINGS) > 0 ? time : BETWEEN_READINGS);
        boolean silent = !read.isBefore(due);
        boolean upToDate = silent && snapshot.now().isBefore(again);
        if (!upToDate) {
            // the answer is an event of its own
            snapshot.requestJournal();
        }
        return silent
                ? Evaluation.of(true, "no line for " + span).changingAt(upToDate ? again : null)
                : Evaluation.of(false, "no line for " + span + ", but the journal has not been read to its end");
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
