package io.github.servicehandler.unit;

/** The time of day of a calendar expression. */
record CalendarTime(CalendarField hours, CalendarField minutes, CalendarField seconds) {

    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;

    /** The number of microseconds in a minute. */
    static final int MINUTE = (LAST_MINUTE + 1) * CalendarField.SECOND;

    static final CalendarTime MIDNIGHT = at(only(0), only(0));

    /** Returns times in the first second of a minute. */
    static CalendarTime at(CalendarField hours, CalendarField minutes) {
        return new CalendarTime(hours, minutes, CalendarField.only(0, 2, CalendarField.SECOND));
    }

    static CalendarField only(int value) {
        return CalendarField.only(value, 2, 1);
    }

    /** Returns whether all fields have values that a time of day may have. */
    boolean isValid() {
        return hours.isWithin(0, LAST_HOUR) && minutes.isWithin(0, LAST_MINUTE) && seconds.isWithin(0, MINUTE - 1);
    }

    @Override
    public String toString() {
        return hours + ":" + minutes + ":" + seconds;
    }
}
