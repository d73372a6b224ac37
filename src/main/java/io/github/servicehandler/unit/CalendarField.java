package io.github.servicehandler.unit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One field of a calendar expression, such as {@code *}, {@code 01,15}, {@code 09..17} or {@code 00/15}: the values
 * that match, as ranges and repetitions. The values of the field of the seconds are in microseconds.
 */
record CalendarField(List<Range> ranges, int width, int unit) {

    /** The number of microseconds in a second: the unit in which the field of the seconds is written. */
    static final int SECOND = 1_000_000;

    private static final Comparator<Range> ORDER =
            Comparator.comparingInt(Range::start).thenComparingInt(Range::stop).thenComparingInt(Range::step);

    private static final int LONGEST_MONTH = 31;

    /** The number of days by which the shortest month is shorter than the longest. */
    private static final int MISSING_DAYS = 3;

    /**
     * A range of values, from {@code start} on.
     *
     * @param stop the last value, or {@link #OPEN}
     * @param step the distance between the values, or 0 if the start is the only one
     */
    record Range(int start, int stop, int step) {

        /** The end of a range without one. */
        static final int OPEN = -1;

        /** Returns a range whose last value is one that matches, or a single value if no other one does. */
        Range trimmed() {
            if (start == stop || (stop > start && step > stop - start)) {
                return new Range(start, OPEN, 0);
            }
            return stop > start && step > 0 ? new Range(start, stop - (stop - start) % step, step) : this;
        }

        /** Returns the range as days of a month of which it counts the days from its end. */
        Range fromEnd(int length) {
            return stop == OPEN
                    ? new Range(length - start + 1, OPEN, step)
                    : new Range(length - stop + 1, length - start + 1, step);
        }

        /** Returns whether all values lie between two bounds, and at least one repetition does. */
        boolean isWithin(int first, int last) {
            int end = stop == OPEN ? last : stop;
            return start >= first
                    && start <= last
                    && end >= first
                    && end <= last
                    && step <= last - first
                    && start + step <= end;
        }

        /** Does the same for days that are counted from the end of the month: repetitions lead to its end. */
        boolean isWithinLastDays(int last) {
            return stop == OPEN ? start >= 1 && start <= last && start - step >= 1 && step < last : isWithin(1, last);
        }

        /** Returns the smallest value that is at least {@code value}. */
        OptionalInt nextFrom(int value) {
            if (start >= value) {
                return OptionalInt.of(start);
            }
            if (step == 0) {
                return OptionalInt.empty();
            }
            int next = start + step * ((value - start + step - 1) / step);
            return stop == OPEN || next <= stop ? OptionalInt.of(next) : OptionalInt.empty();
        }
    }

    /** Returns a field that every value matches. */
    static CalendarField any(int width) {
        return new CalendarField(List.of(), width, 1);
    }

    static CalendarField of(List<Range> ranges, int width, int unit) {
        return new CalendarField(
                ranges.stream().map(Range::trimmed).sorted(ORDER).distinct().toList(), width, unit);
    }

    /** Returns a field that has one value only. */
    static CalendarField only(int value, int width, int unit) {
        return new CalendarField(List.of(new Range(value, Range.OPEN, 0)), width, unit);
    }

    boolean isWithin(int first, int last) {
        return ranges.stream().allMatch(range -> range.isWithin(first, last));
    }

    /**
     * Returns whether the field consists of days that every month has, counted from its end. systemd is stricter with
     * every further range: it takes three more days from the longest month for each.
     */
    boolean isWithinEveryMonth() {
        return IntStream.range(0, ranges.size())
                .allMatch(index -> ranges.get(index).isWithinLastDays(LONGEST_MONTH - MISSING_DAYS * (index + 1)));
    }

    /** Returns the smallest value of the field that is at least {@code value}; empty if there is none. */
    OptionalInt nextFrom(int value) {
        return ranges.isEmpty() ? OptionalInt.of(value) : smallest(ranges, value);
    }

    /** Does the same for the days of a month of the given length, which the field counts from its end. */
    OptionalInt nextFromEnd(int value, int length) {
        return ranges.isEmpty()
                ? OptionalInt.of(value)
                : smallest(ranges.stream().map(range -> range.fromEnd(length)).toList(), value);
    }

    private static OptionalInt smallest(List<Range> ranges, int value) {
        return ranges.stream()
                .map(range -> range.nextFrom(value))
                .flatMapToInt(OptionalInt::stream)
                .min();
    }

    @Override
    public String toString() {
        boolean isEverySecond = unit == SECOND && ranges.equals(List.of(new Range(0, Range.OPEN, SECOND)));
        return ranges.isEmpty() || isEverySecond
                ? "*"
                : ranges.stream().map(this::format).collect(Collectors.joining(","));
    }

    private String format(Range range) {
        boolean isPlainRange = range.stop > 0 && range.step == unit;
        return padded(range.start)
                + (range.stop > 0 ? ".." + padded(range.stop) : "")
                + (range.step == 0 || isPlainRange ? "" : "/" + range.step / unit + fraction(range.step));
    }

    private String padded(int value) {
        return String.format(Locale.ROOT, "%0" + width + "d", value / unit) + fraction(value);
    }

    private String fraction(int value) {
        return value % unit == 0 ? "" : String.format(Locale.ROOT, ".%06d", value % unit);
    }
}
