package io.github.servicehandler.testing.internal.time;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A calendar expression such as {@code Mon..Fri *-*-* 09:00:00}, in UTC; see systemd.time(7). */
public final class CalendarSpec {

    private static final Map<String, String> SHORTHANDS = Map.ofEntries(
            Map.entry("minutely", "*-*-* *:*:00"),
            Map.entry("hourly", "*-*-* *:00:00"),
            Map.entry("daily", "*-*-* 00:00:00"),
            Map.entry("weekly", "Mon *-*-* 00:00:00"),
            Map.entry("monthly", "*-*-01 00:00:00"),
            Map.entry("quarterly", "*-01,04,07,10-01 00:00:00"),
            Map.entry("semiannually", "*-01,07-01 00:00:00"),
            Map.entry("yearly", "*-01-01 00:00:00"),
            Map.entry("annually", "*-01-01 00:00:00"));

    private static final Pattern FORM = Pattern.compile("(?:(?<days>[A-Za-z.,]+)(?: +|$))?"
            + "(?:(?:(?<year>[^ :-]+)-)?(?<month>[^ :-]+)-(?<day>[^ :-]+)(?: +|$))?"
            + "(?:(?<hour>[^ :-]+):(?<minute>[^ :-]+)(?::(?<second>[^ :-]+))?)?(?: *UTC)?");

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    private final String text;
    private final CalendarField days;
    private final CalendarField years;
    private final CalendarField months;
    private final CalendarField daysOfMonth;
    private final CalendarField hours;
    private final CalendarField minutes;
    private final CalendarField seconds;

    private CalendarSpec(String text, Matcher form) {
        this.text = text;
        days = CalendarField.parse(orDefault(form.group("days"), "*"), 1, DAYS.size(), CalendarSpec::dayOfWeek);
        years = CalendarField.parse(orDefault(form.group("year"), "*"), FIRST_YEAR, LAST_YEAR, Integer::parseInt);
        months = CalendarField.parse(orDefault(form.group("month"), "*"), 1, 12, Integer::parseInt);
        daysOfMonth = CalendarField.parse(orDefault(form.group("day"), "*"), 1, 31, Integer::parseInt);
        hours = CalendarField.parse(orDefault(form.group("hour"), "0"), 0, 23, Integer::parseInt);
        minutes = CalendarField.parse(orDefault(form.group("minute"), "0"), 0, 59, Integer::parseInt);
        seconds = CalendarField.parse(orDefault(form.group("second"), "0"), 0, 59, Integer::parseInt);
    }

    /** Parses an expression; returns empty if it is invalid. */
    public static Optional<CalendarSpec> parse(String value) {
        String text = SHORTHANDS.getOrDefault(value.toLowerCase(Locale.ROOT), value);
        Matcher form = FORM.matcher(text);
        try {
            return text.isBlank() || !form.matches() ? Optional.empty() : Optional.of(new CalendarSpec(text, form));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String orDefault(@Nullable String text, String fallback) {
        return text == null ? fallback : text;
    }

    private static int dayOfWeek(String word) {
        String start = word.toLowerCase(Locale.ROOT).substring(0, Math.min(3, word.length()));
        return DAYS.indexOf(start) + 1;
    }

    /** Returns the first matching time after {@code moment}; empty if there is none before the year 2200. */
    public Optional<LocalDateTime> nextAfter(LocalDateTime time) {
        LocalDateTime from = time.withNano(0).plusSeconds(1);
        Optional<LocalTime> today = matches(from.toLocalDate()) ? nextTimeFrom(from.toLocalTime()) : Optional.empty();
        if (today.isPresent()) {
            return today.map(from.toLocalDate()::atTime);
        }
        LocalDate day = from.toLocalDate().plusDays(1);
        while (day.getYear() <= LAST_YEAR) {
            if (!years.contains(day.getYear())) {
                day = LocalDate.of(day.getYear() + 1, 1, 1);
            } else if (!months.contains(day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
            } else if (!matches(day)) {
                day = day.plusDays(1);
            } else {
                return nextTimeFrom(LocalTime.MIDNIGHT).map(day::atTime);
            }
        }
        return Optional.empty();
    }

    private boolean matches(LocalDate day) {
        return years.contains(day.getYear())
                && months.contains(day.getMonthValue())
                && daysOfMonth.contains(day.getDayOfMonth())
                && days.contains(day.getDayOfWeek().getValue());
    }

    private Optional<LocalTime> nextTimeFrom(LocalTime from) {
        OptionalInt hour = hours.nextFrom(from.getHour());
        while (hour.isPresent()) {
            boolean isFirstHour = hour.getAsInt() == from.getHour();
            Optional<LocalTime> time = nextTimeInHour(hour.getAsInt(), isFirstHour ? from : LocalTime.MIDNIGHT);
            if (time.isPresent()) {
                return time;
            }
            hour = hours.nextFrom(hour.getAsInt() + 1);
        }
        return Optional.empty();
    }

    private Optional<LocalTime> nextTimeInHour(int hour, LocalTime from) {
        OptionalInt minute = minutes.nextFrom(from.getMinute());
        while (minute.isPresent()) {
            boolean isFirstMinute = minute.getAsInt() == from.getMinute();
            OptionalInt second = seconds.nextFrom(isFirstMinute ? from.getSecond() : 0);
            if (second.isPresent()) {
                return Optional.of(LocalTime.of(hour, minute.getAsInt(), second.getAsInt()));
            }
            minute = minutes.nextFrom(minute.getAsInt() + 1);
        }
        return Optional.empty();
    }

    /** Returns the expression; a shorthand such as {@code daily} is written out. */
    @Override
    public String toString() {
        return text;
    }
}
