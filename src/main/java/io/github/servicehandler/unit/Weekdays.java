package io.github.servicehandler.unit;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The notation for days of the week in calendar expressions, such as {@code Mon..Wed,Sun}. */
final class Weekdays {

    private static final int SHORT_LENGTH = 3;

    private Weekdays() {}

    /** Takes the days from the beginning of a text; none if it begins with something else. */
    static Set<DayOfWeek> take(CalendarText text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Optional<DayOfWeek> day = takeDay(text);
        while (day.isPresent()) {
            addDays(days, day.get(), text);
            if (!text.take(",")) {
                requireEnd(text);
                return days;
            }
            if (isAtEnd(text)) {
                text.skipSpaces();
                return days;
            }
            day = takeDay(text);
            if (day.isEmpty()) {
                throw text.invalid("a comma must be followed by a day of the week");
            }
        }
        return days;
    }

    private static void addDays(Set<DayOfWeek> days, DayOfWeek first, CalendarText text) {
        if (!text.take("..") && !text.take("-")) {
            days.add(first);
            return;
        }
        DayOfWeek last = takeDay(text).orElseThrow(() -> text.invalid("a range of days must end in a day of the week"));
        if (last.compareTo(first) < 0) {
            throw text.invalid("a range of days must end after it begins");
        }
        days.addAll(EnumSet.range(first, last));
    }

    private static void requireEnd(CalendarText text) {
        if (!isAtEnd(text)) {
            throw text.invalid("days of the week must be followed by a blank");
        }
        text.skipSpaces();
    }

    private static boolean isAtEnd(CalendarText text) {
        return text.isAtEnd() || text.isAt(" ");
    }

    private static Optional<DayOfWeek> takeDay(CalendarText text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String full = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            boolean isFull = text.rest().regionMatches(true, 0, full, 0, full.length());
            int length = isFull ? full.length() : SHORT_LENGTH;
            if (text.rest().regionMatches(true, 0, full, 0, length)) {
                text.take(length);
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    /** Returns the days with their short names. */
    static String format(Set<DayOfWeek> weekdays) {
        List<String> runs = new ArrayList<>();
        int day = 1;
        while (day <= DayOfWeek.values().length) {
            int end = day;
            while (end <= DayOfWeek.values().length && weekdays.contains(DayOfWeek.of(end))) {
                end++;
            }
            if (end > day) {
                runs.add(formatRun(DayOfWeek.of(day), DayOfWeek.of(end - 1)));
            }
            day = end + 1;
        }
        return String.join(",", runs);
    }

    private static String formatRun(DayOfWeek first, DayOfWeek last) {
        if (first == last) {
            return shortName(first);
        }
        return shortName(first) + (last.getValue() - first.getValue() > 1 ? ".." : ",") + shortName(last);
    }

    private static String shortName(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
