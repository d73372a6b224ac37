package io.github.servicehandler.testing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Is a calendar time that repeats, as systemd.time(7) has it under "CALENDAR EVENTS": lists, ranges and steps of weekdays, dates
 * and times to the second. Days counted from the end of a month ({@code ~}) it does not know.
 */
final class CalendarTime {

    private static final int LAST_YEAR = 2199;
    private static final Pattern DATE = Pattern.compile("([0-9*,./]+-)?[0-9*,./]+-[0-9*,./]+");
    private static final Pattern TIME = Pattern.compile("[0-9*,./]+:[0-9*,./]+(:[0-9*,./]+)?");
    private static final Map<String, String> WORDS = Map.of(
            "minutely", "*-*-* *:*:00",
            "hourly", "*-*-* *:00:00",
            "daily", "*-*-* 00:00:00",
            "weekly", "Mon *-*-* 00:00:00",
            "monthly", "*-*-01 00:00:00",
            "quarterly", "*-01,04,07,10-01 00:00:00",
            "semiannually", "*-01,07-01 00:00:00",
            "yearly", "*-01-01 00:00:00",
            "annually", "*-01-01 00:00:00");

    private final String text;
    private final List<Integer> weekdays;
    private final List<Integer> years;
    private final List<Integer> months;
    private final List<Integer> days;
    private final List<Integer> hours;
    private final List<Integer> minutes;
    private final List<Integer> seconds;
    private final ZoneId zone;

    private CalendarTime(String normal) {
        text = normal;
        List<String> words = new ArrayList<>(List.of(normal.strip().split("\\s+")));
        zone = words.get(words.size() - 1).equals("UTC") ? ZoneId.of(words.remove(words.size() - 1)) : ZoneOffset.UTC;
        weekdays = !words.isEmpty() && Character.isLetter(words.get(0).charAt(0))
                ? Choice.of(numbered(words.remove(0)), 1, 7)
                : Choice.of("*", 1, 7);
        String[] date = take(words, DATE, "*-*-*").split("-", -1);
        years = date.length < 3 ? Choice.of("*", 1970, LAST_YEAR) : Choice.of(date[0], 1970, LAST_YEAR);
        months = Choice.of(date[date.length - 2], 1, 12);
        days = Choice.of(date[date.length - 1], 1, 31);
        String[] time = take(words, TIME, "00:00:00").split(":", -1);
        hours = Choice.of(time[0], 0, 23);
        minutes = Choice.of(time[1], 0, 59);
        seconds = Choice.of(time.length < 3 ? "0" : time[2], 0, 59);
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(normal);
        }
    }

    /** Reads a calendar time; empty if it is none. */
    static Optional<CalendarTime> parse(String text) {
        try {
            return Optional.of(new CalendarTime(WORDS.getOrDefault(text, text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String take(List<String> words, Pattern form, String otherwise) {
        return !words.isEmpty() && form.matcher(words.get(0)).matches() ? words.remove(0) : otherwise;
    }

    private static String numbered(String names) {
        String numbers = names.toLowerCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            numbers = numbers.replace(name, "" + day.getValue()).replace(name.substring(0, 3), "" + day.getValue());
        }
        return numbers;
    }

    /** Returns the first such time after a moment; empty if there is none any more. */
    Optional<Instant> nextAfter(Instant moment) {
        ZonedDateTime from = moment.atZone(zone);
        return years.stream()
                .filter(year -> year >= from.getYear())
                .flatMapToInt(year -> months.stream().mapToInt(month -> year * 100 + month))
                .mapToObj(month -> LocalDate.of(month / 100, month % 100, 1))
                .filter(month -> !month.plusMonths(1).isBefore(from.toLocalDate()))
                .flatMap(month -> days.stream()
                        .filter(day -> day <= month.lengthOfMonth())
                        .map(month::withDayOfMonth))
                .filter(day -> weekdays.contains(day.getDayOfWeek().getValue()))
                .filter(day -> !day.isBefore(from.toLocalDate()))
                .flatMap(day ->
                        secondsOfDay().mapToObj(second -> day.atStartOfDay(zone).plusSeconds(second)))
                .filter(time -> time.toInstant().isAfter(moment))
                .findFirst()
                .map(ZonedDateTime::toInstant);
    }

    private IntStream secondsOfDay() {
        return hours.stream()
                .flatMapToInt(hour -> minutes.stream()
                        .flatMapToInt(minute ->
                                seconds.stream().mapToInt(second -> (hour * 60 + minute) * 60 + second)));
    }

    @Override
    public String toString() {
        return text;
    }

    /** Reads lists such as {@code 1,5..7,0/15} of numbers. */
    private static final class Choice {

        static List<Integer> of(String text, int least, int most) {
            return List.of(text.split(",", -1)).stream()
                    .flatMapToInt(part -> part(part, least, most))
                    .sorted()
                    .distinct()
                    .boxed()
                    .toList();
        }

        private static IntStream part(String part, int least, int most) {
            String[] step = part.split("/", 2);
            String[] range = step[0].split("\\.\\.", 2);
            boolean any = step[0].equals("*");
            int first = any ? least : number(range[0], least, most);
            int last = range.length == 2 ? number(range[1], least, most) : any || step.length == 2 ? most : first;
            int by = step.length == 2 ? number(step[1], 1, most) : 1;
            return IntStream.iterate(first, number -> number <= last, number -> number + by);
        }

        private static int number(String text, int least, int most) {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        }
    }
}
