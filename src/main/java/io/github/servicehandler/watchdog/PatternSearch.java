package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search for one pattern in the lines of one service, with a budget. Some patterns take years to search for in a line
 * that a service, or anyone who can make it write a line, can choose. The budget counts how often the search looks at a
 * character, which does not depend on the machine and its load. Lines that exceed the budget are skipped, and reported.
 * Not thread-safe.
 */
final class PatternSearch {

    /** About a tenth of a second on a small machine. */
    private static final long MAX_PER_LINE = 10_000_000;

    private static final long MAX_AT_ONCE = 2 * MAX_PER_LINE;
    private static final long PER_MILLISECOND = MAX_PER_LINE / 1000;
    private static final Duration BETWEEN_REPORTS = Duration.ofHours(1);

    private final LinePattern pattern;
    private final String service;
    private final Consumer<String> problems;
    private long budget = MAX_AT_ONCE;
    private @Nullable Instant refilledAt;
    private @Nullable Instant reportedAt;
    private long skipped;

    /**
     * @param service the name of the service, for messages
     * @param problems gets a message if lines are skipped, at most one an hour
     */
    PatternSearch(LinePattern pattern, String service, Consumer<String> problems) {
        this.pattern = pattern;
        this.service = service;
        this.problems = problems;
    }

    LinePattern pattern() {
        return pattern;
    }

    /** Returns whether the pattern is found in a line; {@code false} if the line is skipped. */
    boolean isIn(String line, Instant now) {
        refill(now);
        CountedText text = new CountedText(line, Math.min(budget, MAX_PER_LINE));
        try {
            return pattern.isIn(text);
        } catch (BudgetExceededException | StackOverflowError e) {
            report(now, e instanceof StackOverflowError);
            return false;
        } finally {
            budget = Math.max(0, budget - text.count);
        }
    }

    private void refill(Instant now) {
        if (refilledAt != null) {
            long millis = Math.max(0, Duration.between(refilledAt, now).toMillis());
            budget = Math.min(MAX_AT_ONCE, budget + Math.min(millis, MAX_AT_ONCE) * PER_MILLISECOND);
        }
        refilledAt = now;
    }

    private void report(Instant now, boolean stackOverflow) {
        skipped++;
        if (reportedAt != null && now.isBefore(reportedAt.plus(BETWEEN_REPORTS))) {
            return;
        }
        problems.accept("searching the log of " + service + " for "
                + RuleFileQuotes.around(pattern.text())
                + (stackOverflow ? " needs too much memory: " : " takes too long: ")
                + (skipped == 1 ? "a line was skipped" : skipped + " lines were skipped")
                + ", and conditions on this pattern may miss lines; use a simpler pattern, without nested repetitions");
        reportedAt = now;
        skipped = 0;
    }

    /** The end of a search that exceeds its budget. */
    private static final class BudgetExceededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BudgetExceededException() {
            super("the budget is used up", null, false, false);
        }
    }

    /** A text that counts how often its characters are read. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private final long limit;
        private long count;

        CountedText(String text, long limit) {
            this.text = text;
            this.limit = limit;
        }

        @Override
        public char charAt(int index) {
            if (++count > limit) {
                throw new BudgetExceededException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
