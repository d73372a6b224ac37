package io.github.servicehandler.unit;

import java.time.YearMonth;
import java.util.OptionalInt;

/**
 * The date of a calendar expression.
 *
 * @param countsFromEnd whether the days are counted from the end of the month
 */
record CalendarDate(CalendarField years, CalendarField months, CalendarField days, boolean countsFromEnd) {

    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2199;

    private static final int YEAR_WIDTH = 4;
    private static final int LAST_MONTH = 12;
    private static final int LAST_DAY = 31;

    static final CalendarDate ANY =
            new CalendarDate(CalendarField.any(YEAR_WIDTH), CalendarField.any(2), CalendarField.any(2), false);

    /** Returns whether all fields have values that a date may have. */
    boolean isValid() {
        return years.isWithin(FIRST_YEAR, LAST_YEAR)
                && months.isWithin(1, LAST_MONTH)
                && (countsFromEnd ? days.isWithinEveryMonth() : days.isWithin(1, LAST_DAY));
    }

    /** Returns the first day from {@code day} on; it may be after the end of the month. */
    OptionalInt nextDay(YearMonth month, int day) {
        return countsFromEnd ? days.nextFromEnd(day, month.lengthOfMonth()) : days.nextFrom(day);
    }

    @Override
    public String toString() {
        return years + "-" + months + (countsFromEnd && !days.ranges().isEmpty() ? "~" : "-") + days;
    }
}
