package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.time.Microseconds;

/** The format of relative times in the listings of systemctl, with one or two units of time. */
final class RelativeTimeFormat {

    private static final long SECOND = Microseconds.SECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long MONTH = 2_629_800 * SECOND;
    private static final long YEAR = 31_557_600 * SECOND;

    private RelativeTimeFormat() {}

    static String print(long micros) {
        if (micros >= YEAR) {
            return plural(micros / YEAR, "year") + " " + plural(micros % YEAR / MONTH, "month");
        }
        if (micros >= MONTH) {
            return plural(micros / MONTH, "month") + " " + plural(micros % MONTH / DAY, "day");
        }
        if (micros >= WEEK) {
            return plural(micros / WEEK, "week") + " " + plural(micros % WEEK / DAY, "day");
        }
        if (micros >= 2 * DAY) {
            return micros / DAY + " days";
        }
        if (micros >= DAY + HOUR) {
            return "1 day " + (micros - DAY) / HOUR + "h";
        }
        return withinADay(micros);
    }

    private static String withinADay(long micros) {
        if (micros >= 6 * HOUR) {
            return micros / HOUR + "h";
        }
        if (micros >= HOUR) {
            return micros / HOUR + "h " + micros % HOUR / MINUTE + "min";
        }
        if (micros >= 5 * MINUTE) {
            return micros / MINUTE + "min";
        }
        if (micros >= MINUTE) {
            return micros / MINUTE + "min " + micros % MINUTE / SECOND + "s";
        }
        if (micros >= SECOND) {
            return micros / SECOND + "s";
        }
        return micros >= Microseconds.MILLISECOND ? micros / Microseconds.MILLISECOND + "ms" : micros + "us";
    }

    private static String plural(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
