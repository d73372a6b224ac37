package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A parser for one calendar expression. Not thread-safe. */
final class CalendarParser {

    private static final Map<String, String> SHORTHANDS = Map.ofEntries(
            Map.entry("minutely", "*:*"),
            Map.entry("hourly", "*:0"),
            Map.entry("daily", "0:0"),
            Map.entry("weekly", "Mon"),
            Map.entry("monthly", "*-1"),
            Map.entry("quarterly", "1,4,7,10-1"),
            Map.entry("semiannually", "1,7-1"),
            Map.entry("semi-annually", "1,7-1"),
            Map.entry("biannually", "1,7-1"),
            Map.entry("bi-annually", "1,7-1"),
            Map.entry("yearly", "1-1"),
            Map.entry("annually", "1-1"),
            Map.entry("anually", "1-1"));

    /** The largest number of ranges in one field that systemd reads. */
    private static final int MAX_RANGES = 241;

    private static final int FRACTION_DIGITS = 6;
    private static final int CENTURY = 100;
    private static final int FIRST_OF_1900S = 70;

    private final CalendarText text;

    CalendarParser(String text) {
        this.text = new CalendarText(text);
    }

    CalendarExpression parse() {
        ZoneId zone = takeZone();
        text.replace(SHORTHANDS.getOrDefault(text.rest().toLowerCase(Locale.ROOT), text.rest()));
        if (text.isAtEnd()) {
            throw text.invalid("it must not be empty");
        }
        Set<DayOfWeek> weekdays = Weekdays.take(text);
        return text.take("@") ? moment(weekdays) : dateAndTime(weekdays, zone);
    }

    private CalendarExpression dateAndTime(Set<DayOfWeek> weekdays, @Nullable ZoneId zone) {
        CalendarDate date = takeDate();
        CalendarTime time = takeTime();
        if (!date.isValid() || !time.isValid()) {
            throw text.invalid("a value is out of its range");
        }
        return new CalendarExpression(weekdays, date, time, zone);
    }

    /** Returns the moment that {@code @} and seconds since 1970 mean. */
    private CalendarExpression moment(Set<DayOfWeek> weekdays) {
        LocalDateTime moment = timestamp(text.takeDigits());
        requireEnd();
        CalendarDate date = new CalendarDate(
                CalendarField.only(moment.getYear(), 4, 1),
                CalendarTime.only(moment.getMonthValue()),
                CalendarTime.only(moment.getDayOfMonth()),
                false);
        CalendarTime time = new CalendarTime(
                CalendarTime.only(moment.getHour()),
                CalendarTime.only(moment.getMinute()),
                CalendarField.only(moment.getSecond() * CalendarField.SECOND, 2, CalendarField.SECOND));
        if (!date.isValid()) {
            throw text.invalid("a value is out of its range");
        }
        return new CalendarExpression(weekdays, date, time, ZoneOffset.UTC);
    }

    private LocalDateTime timestamp(String digits) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(digits))
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDateTime();
        } catch (NumberFormatException | DateTimeException e) {
            throw text.invalid("@ must be followed by seconds since 1970");
        }
    }

    private @Nullable ZoneId takeZone() {
        String all = text.rest();
        int space = all.lastIndexOf(' ');
        Optional<ZoneId> zone = space < 0 ? Optional.empty() : CalendarZones.find(all.substring(space + 1));
        if (zone.isPresent()) {
            text.replace(all.substring(0, space));
        }
        return zone.orElse(null);
    }

    private CalendarDate takeDate() {
        String before = text.rest();
        if (text.isAtEnd()) {
            return CalendarDate.ANY;
        }
        List<CalendarField.Range> first = takeRanges(1);
        if (text.isAtEnd() || text.isAt(":")) {
            text.replace(before);
            return CalendarDate.ANY;
        }
        boolean fromEnd = takeDateSeparator();
        CalendarField second = takeField(2, 1);
        if (text.isAtEnd() || text.isAt(" ")) {
            text.skipSpaces();
            return new CalendarDate(CalendarDate.ANY.years(), CalendarField.of(first, 2, 1), second, fromEnd);
        }
        return takeDay(fullYears(first), second, fromEnd);
    }

    private CalendarDate takeDay(CalendarField year, CalendarField month, boolean fromEndOfYear) {
        if (fromEndOfYear) {
            throw text.invalid("'~' must be followed by the day");
        }
        boolean fromEnd = takeDateSeparator();
        CalendarField day = takeField(2, 1);
        if (!text.isAtEnd() && !text.isAt(" ")) {
            throw text.invalid("a date must be followed by a blank");
        }
        text.skipSpaces();
        return new CalendarDate(year, month, day, fromEnd);
    }

    private boolean takeDateSeparator() {
        boolean fromEnd = text.take("~");
        if (!fromEnd && !text.take("-")) {
            throw text.invalid("the parts of a date must be separated by '-' or '~'");
        }
        return fromEnd;
    }

    /** Returns years in which those of two digits lie between 1970 and 2069. */
    private static CalendarField fullYears(List<CalendarField.Range> years) {
        List<CalendarField.Range> ranges = years.stream()
                .map(range -> new CalendarField.Range(fullYear(range.start()), fullYear(range.stop()), range.step()))
                .toList();
        return CalendarField.of(ranges, 4, 1);
    }

    private static int fullYear(int year) {
        if (year < 0 || year >= CENTURY) {
            return year;
        }
        return year < FIRST_OF_1900S ? year + 2000 : year + 1900;
    }

    private CalendarTime takeTime() {
        if (text.isAtEnd()) {
            return CalendarTime.MIDNIGHT;
        }
        CalendarField hours = takeField(2, 1);
        takeColon();
        CalendarField minutes = takeField(2, 1);
        if (text.isAtEnd()) {
            return CalendarTime.at(hours, minutes);
        }
        takeColon();
        CalendarField seconds = takeField(2, CalendarField.SECOND);
        requireEnd();
        return new CalendarTime(hours, minutes, seconds);
    }

    private void takeColon() {
        if (!text.take(":")) {
            throw text.invalid("the parts of a time must be separated by ':'");
        }
    }

    private void requireEnd() {
        if (!text.isAtEnd()) {
            throw text.invalid(VisibleText.quoted(text.rest()) + " must not follow the time");
        }
    }

    private CalendarField takeField(int width, int unit) {
        return CalendarField.of(takeRanges(unit), width, unit);
    }

    /**
     * Returns the ranges of a field. A field of seconds has no values without ranges: {@code *} means whole seconds.
     */
    private List<CalendarField.Range> takeRanges(int unit) {
        if (text.take("*")) {
            return unit == 1 ? List.of() : List.of(new CalendarField.Range(0, CalendarField.Range.OPEN, unit));
        }
        List<CalendarField.Range> ranges = new ArrayList<>();
        do {
            ranges.add(takeRange(unit));
        } while (text.take(","));
        if (ranges.size() > MAX_RANGES) {
            throw text.invalid("a field must have at most " + MAX_RANGES + " parts");
        }
        return ranges;
    }

    private CalendarField.Range takeRange(int unit) {
        int start = takeNumber(unit);
        boolean hasStop = text.take("..");
        int stop = hasStop ? takeNumber(unit) : CalendarField.Range.OPEN;
        boolean hasStep = text.take("/");
        int step = hasStep ? takeNumber(unit) : hasStop ? unit : 0;
        if (hasStep && step == 0) {
            throw text.invalid("a repetition must not be 0");
        }
        if (hasStop && !hasStep && unit > 1 && stop - start < unit) {
            throw text.invalid("a range of seconds must be at least a second long, or have a repetition");
        }
        if (!text.isAtEnd() && " ,-~:".indexOf(text.rest().charAt(0)) < 0) {
            throw text.invalid(VisibleText.quoted(text.rest()) + " must not follow a number");
        }
        return new CalendarField.Range(start, stop, step);
    }

    private int takeNumber(int unit) {
        String digits = text.takeDigits();
        if (digits.isEmpty()) {
            throw text.invalid("a number was expected before " + VisibleText.quoted(text.rest()));
        }
        try {
            long value = Math.multiplyExact(Long.parseLong(digits), unit);
            boolean hasFraction = unit > 1 && text.isAt(".") && !text.isAt("..");
            return Math.toIntExact(hasFraction ? value + takeFraction() : value);
        } catch (NumberFormatException | ArithmeticException e) {
            throw text.invalid("a number is too large");
        }
    }

    /** Returns the microseconds that follow a decimal point, rounded. */
    private int takeFraction() {
        text.take(".");
        String digits = text.takeDigits();
        if (digits.isEmpty()) {
            throw text.invalid("a decimal point must be followed by digits");
        }
        int micros = Integer.parseInt((digits + "000000").substring(0, FRACTION_DIGITS));
        boolean roundsUp = digits.length() > FRACTION_DIGITS && digits.charAt(FRACTION_DIGITS) >= '5';
        return roundsUp ? micros + 1 : micros;
    }
}
