package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A time span in systemd's notation, such as {@code 1h 30min}, {@code 2w 3d}, {@code 1.5s} or {@code infinity}: the
 * value of settings such as {@code TimeoutStartSec=}.
 *
 * <pre>{@code
 * TimeSpan.parse("90m").toString();                    // 1h 30min
 * TimeSpan.of(Duration.ofMillis(1500)).toString();     // 1.500000s
 * }</pre>
 *
 * <p>A span is a whole number of microseconds; smaller fractions are cut off. A month has 30.44 days, and a year
 * 365.25. Spans are read and printed as {@code systemd-analyze timespan} does it. Immutable and thread-safe. See
 * systemd.time(7).
 */
public final class TimeSpan implements Comparable<TimeSpan> {

    /** The span without an end; longer than any other. */
    public static final TimeSpan INFINITY = new TimeSpan(TimeSpanText.INFINITY);

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROSECOND_IN_NANOS = 1_000;

    /** Microseconds, as an unsigned number. */
    private final long micros;

    private TimeSpan(long micros) {
        this.micros = micros;
    }

    /**
     * Parses a span. A number without a unit means seconds.
     *
     * @param text the span: numbers with or without fractions and units, or {@code infinity}
     * @return the span
     * @throws IllegalArgumentException if systemd would reject the text; the message quotes it
     */
    public static TimeSpan parse(String text) {
        Objects.requireNonNull(text, "text");
        return new TimeSpan(new TimeSpanText(text)
                .parse()
                .orElseThrow(() -> new IllegalArgumentException("time span " + VisibleText.quoted(text)
                        + " is invalid: it must be \"infinity\", or numbers with the units us, ms, s, min, h, d, w, M"
                        + " (month) or y, such as \"1h 30min\"")));
    }

    /**
     * Returns the span of a duration; fractions of a microsecond are cut off.
     *
     * @param duration the duration, not negative
     * @return the span
     * @throws IllegalArgumentException if the duration is negative, or as long as systemd's {@code infinity}: 584,542
     *     years
     */
    public static TimeSpan of(Duration duration) {
        long seconds = duration.getSeconds();
        if (seconds < 0 || seconds > Long.divideUnsigned(TimeSpanText.INFINITY, MICROS_PER_SECOND) - 1) {
            throw new IllegalArgumentException(
                    "duration must be from 0 to less than 584542 years, but was " + duration);
        }
        return new TimeSpan(seconds * MICROS_PER_SECOND + duration.getNano() / MICROSECOND_IN_NANOS);
    }

    /**
     * Returns whether the span has no end.
     *
     * @return whether it is {@code infinity}
     */
    public boolean isInfinite() {
        return micros == TimeSpanText.INFINITY;
    }

    /**
     * Returns the span as a duration.
     *
     * @return the duration; empty if the span is {@linkplain #isInfinite() infinite}
     */
    public Optional<Duration> toDuration() {
        return isInfinite()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(
                        Long.divideUnsigned(micros, MICROS_PER_SECOND),
                        Long.remainderUnsigned(micros, MICROS_PER_SECOND) * MICROSECOND_IN_NANOS));
    }

    @Override
    public int compareTo(TimeSpan other) {
        return Long.compareUnsigned(micros, other.micros);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeSpan that && micros == that.micros;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(micros);
    }

    /**
     * Returns the span as {@code systemd-analyze timespan} prints it.
     *
     * @return the text, such as {@code 1min 30s}, {@code 1.500000s}, {@code 0} or {@code infinity}; {@link #parse}
     *     gives an equal span
     */
    @Override
    public String toString() {
        return TimeSpanText.format(micros, 1);
    }

    /**
     * Returns the span as {@link #toString()} does, but only as exact as necessary.
     *
     * @param accuracy what is below this power of ten is cut off, unless the whole span is; at least a microsecond
     * @return the text, such as {@code 1.5s} for 1.512 s with an accuracy of 100 ms
     */
    public String toString(Duration accuracy) {
        return TimeSpanText.format(micros, Math.max(1, of(accuracy).micros));
    }
}
