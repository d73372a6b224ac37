package io.github.servicehandler.testing.internal.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A calendar expression such as {@code Mon..Fri *-*-* 09:00:00}; see systemd.time(7). The machine's time zone is UTC.
 */
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
            + "(?:(?:(?<year>[^ :~-]+)-)?(?<month>[^ :~-]+)(?<separator>[-~])(?<day>[^ :~-]+)(?: +|$))?"
            + "(?:(?<hour>[^ :-]+):(?<minute>[^ :-]+)(?::(?<second>[^ :-]+))?)?");
    private static final Pattern ZONE = Pattern.compile("(.*\\S) +(UTC|[A-Z][A-Za-z_+-]+/[A-Za-z0-9_+/-]+)");

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
    private final ZoneId zone;

    /** Whether the days of the month are counted from its end. */
    private final boolean countsFromEnd;

    private CalendarSpec(String text, Matcher form, ZoneId zone) {
        this.text = text;
        this.zone = zone;
        countsFromEnd = "~".equals(form.group("separator"));
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
        Matcher zoned = ZONE.matcher(value);
        String zone = zoned.matches() ? zoned.group(2) : "";
        String expression = zoned.matches() ? zoned.group(1) : value;
        String text = SHORTHANDS.getOrDefault(expression.toLowerCase(Locale.ROOT), expression);
        Matcher form = FORM.matcher(text);
        try {
            return text.isBlank() || !form.matches()
                    ? Optional.empty()
                    : Optional.of(new CalendarSpec(
                            zone.isEmpty() ? text : text + " " + zone,
                            form,
                            zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone)));
        } catch (IllegalArgumentException | DateTimeException e) {
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

    /** Returns the first matching time in UTC after a time in UTC; empty if there is none before the year 2200. */
    public Optional<LocalDateTime> nextAfter(LocalDateTime time) {
        return nextLocal(converted(time, ZoneOffset.UTC, zone)).map(next -> converted(next, zone, ZoneOffset.UTC));
    }

    private static LocalDateTime converted(LocalDateTime time, ZoneId from, ZoneId to) {
        return time.atZone(from).withZoneSameInstant(to).toLocalDateTime();
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime time) {
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
                && daysOfMonth.contains(
                        countsFromEnd ? day.lengthOfMonth() - day.getDayOfMonth() + 1 : day.getDayOfMonth())
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
