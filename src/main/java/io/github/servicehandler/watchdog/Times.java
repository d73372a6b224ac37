package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Helper methods for moments and durations. */
final class Times {

    /** The longest duration allowed, so that sums with moments do not overflow. */
    private static final Duration LONGEST = Duration.ofDays(100 * 366);

    private Times() {}

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return earlierOf(one, other);
    }

    static Instant earlierOf(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Duration requirePositive(Duration span, String what) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException(what + " must be positive, but was " + text(span));
        }
        return requireNotEndless(span, what);
    }

    static Duration requireNotNegative(Duration span, String what) {
        if (span.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative, but was " + text(span));
        }
        return requireNotEndless(span, what);
    }

    private static Duration requireNotEndless(Duration span, String what) {
        if (span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " must be at most 100 years, but was " + text(span));
        }
        return span;
    }

    static int requirePositive(int number, String what) {
        if (number <= 0) {
            throw new IllegalArgumentException(what + " must be at least 1, but was " + number);
        }
        return number;
    }

    /** Returns a duration as text, without milliseconds if it is a second or longer. */
    static String roughly(Duration span) {
        return text(span.toSeconds() == 0 ? span : span.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns a duration as text such as {@code 1min 30s}, as systemd writes it. */
    static String text(Duration span) {
        if (span.isNegative()) {
            return "-" + text(span.negated());
        }
        if (span.compareTo(Duration.ofMillis(1)) < 0) {
            return "0ms";
        }
        StringBuilder text = new StringBuilder();
        append(text, span.toDays(), "d");
        append(text, span.toHoursPart(), "h");
        append(text, span.toMinutesPart(), "min");
        append(text, span.toSecondsPart(), "s");
        append(text, span.toMillisPart(), "ms");
        return text.toString().trim();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit).append(' ');
        }
    }
}
