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

    private static final String UNREAD = ", but the journal has not been read to its end";

    private final Condition counting;
    private final LinePattern pattern;

    /** The same condition, but false only if the lines are known to be absent. */
    private final Condition proving;

    private LogLineCondition(Condition counting, LinePattern pattern, Condition proving) {
        this.counting = counting;
        this.pattern = pattern;
        this.proving = proving;
    }

    static Condition matching(Pattern pattern, int times, Duration within) {
        LinePattern linePattern = LinePattern.of(pattern);
        String what = "logged " + RuleFileQuotes.around(linePattern.text());
        Condition counting = RunConditions.counted(what, history -> history.lines(linePattern.text()), times, within);
        Condition proving = new FunctionCondition(counting.toString(), snapshot -> {
            Evaluation counted = counting.evaluate(snapshot);
            Instant end = snapshot.history().lines(linePattern.text()).end(times, within);
            return counted.holds() ? counted : absence(counted, linePattern, end, within, snapshot);
        });
        return new LogLineCondition(counting, linePattern, proving);
    }

    /**
     * Evaluates the absence of enough lines. Lines may have been written before the journal was followed, or may have
     * been missed.
     *
     * @param end when the number of lines became too small
     */
    private static Evaluation absence(
            Evaluation counted, LinePattern pattern, Instant end, Duration within, ServiceSnapshot snapshot) {
        Instant complete = followedSince(pattern, snapshot).plus(within);
        if (snapshot.now().isBefore(complete)) {
            return Evaluation.unknown("the journal has not been followed for " + Times.text(within) + " yet")
                    .changingAt(complete);
        }
        Evaluation unproven = Evaluation.unknown(counted.evidence() + UNREAD);
        return verified(Times.later(end, complete), within, counted, unproven, snapshot);
    }

    private static Instant followedSince(LinePattern pattern, ServiceSnapshot snapshot) {
        return Objects.requireNonNull(snapshot.history().journalFollowedSince(pattern.text()));
    }

    static Condition silent(Duration time) {
        Times.requirePositive(time, "the time of silence");
        String text = "silent for " + Times.text(time);
        Condition silence = new FunctionCondition(text, snapshot -> silence(time, snapshot));
        return new LogLineCondition(silence, ANY, silence);
    }

    private static Evaluation silence(Duration time, ServiceSnapshot snapshot) {
        Evaluation up = up().evaluate(snapshot);
        if (!up.holds()) {
            return up;
        }
        Instant last = snapshot.history().lines(ANY.text()).last();
        Instant begin = Times.later(Times.later(last, snapshot.since()), followedSince(ANY, snapshot));
        Instant due = begin.plus(time);
        String evidence = "no line for " + Times.roughly(Duration.between(begin, snapshot.now()));
        Evaluation silent = Evaluation.of(true, evidence);
        return snapshot.now().isBefore(due)
                ? Evaluation.of(false, evidence).changingAt(due)
                : verified(due, time, silent, Evaluation.of(false, evidence + UNREAD), snapshot);
    }

    /**
     * Evaluates an absence of lines that is long enough. A line may be still on its way, or the follower may have
     * missed it. Absence therefore counts only once the journal has been read to its end, and this is repeated while it
     * lasts.
     *
     * @param due when the absence became long enough
     * @param proven the result once the journal has been read
     * @param unproven the result before that
     */
    private static Evaluation verified(
            Instant due, Duration time, Evaluation proven, Evaluation unproven, ServiceSnapshot snapshot) {
        Instant read = snapshot.history().journalReadUntil();
        Instant again = read.plus(time.compareTo(BETWEEN_READINGS) > 0 ? time : BETWEEN_READINGS);
        boolean isProven = !read.isBefore(due);
        boolean upToDate = isProven && snapshot.now().isBefore(again);
        if (!upToDate) {
            // the answer is an event of its own
            snapshot.requestJournal();
        }
        return isProven ? proven.changingAt(upToDate ? again : null) : unproven;
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        if (snapshot.history().journalFollowedSince(pattern.text()) == null) {
            return Evaluation.unknown("the journal of " + snapshot.service() + " is not followed");
        }
        return counting.evaluate(snapshot);
    }

    @Override
    Condition provingAbsence() {
        return new LogLineCondition(proving, pattern, proving);
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
