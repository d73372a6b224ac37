package io.github.servicehandler.testing.internal.time;

import io.github.servicehandler.unit.TimeSpan;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Time spans as the fake counts them, in microseconds; their notation is that of the public time spans. */
public final class Microseconds {

    public static final long INFINITY = Long.MAX_VALUE;
    public static final long MILLISECOND = 1_000;
    public static final long SECOND = 1_000_000;

    private Microseconds() {}

    /**
     * Parses a span such as {@code 5}, {@code 1min 30s}, {@code 0.5} or {@code infinity}; returns empty if it is
     * invalid. A span of more than 292,000 years is infinite here.
     */
    public static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(
                    TimeSpan.parse(text).toDuration().map(Microseconds::micros).orElse(INFINITY));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() < INFINITY / SECOND
                ? duration.getSeconds() * SECOND + duration.getNano() / MILLISECOND
                : INFINITY;
    }

    /** Formats a span as {@code 1min 30s}, {@code 100ms}, {@code infinity} or {@code 0}. */
    public static String format(long micros) {
        return format(micros, 1);
    }

    /**
     * Formats a span as {@link #format(long)} does, but only down to a power of ten. What is below it is cut off,
     * unless the whole span is.
     */
    public static String format(long micros, long accuracy) {
        if (micros == INFINITY) {
            return "infinity";
        }
        return TimeSpan.of(Duration.of(micros, ChronoUnit.MICROS)).toString(Duration.of(accuracy, ChronoUnit.MICROS));
    }
}
