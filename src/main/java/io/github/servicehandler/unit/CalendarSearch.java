package io.github.servicehandler.unit;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A search for the first moment of a calendar expression after a time. It walks from the largest field to the smallest.
 * If a field has no value left, the next larger one is advanced, and the walk begins again.
 *
 * <p>Not thread-safe; each search has its own instance.
 */
final class CalendarSearch {

    private static final int MICROSECOND = 1_000;
    private static final int LAST_MONTH = 12;
    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;

    /** The number of steps after which systemd gives up. */
    private static final int MAX_STEPS = 1_000;

    private final Set<DayOfWeek> weekdays;
    private final CalendarDate date;
    private final CalendarTime time;
    private final ZoneId zone;

    /** The time in the zone that the search has reached. */
    private LocalDateTime reached;

    /** The offset that counts if a local time occurs twice: that of the time reached before it. */
    private ZoneOffset offset;

    CalendarSearch(Set<DayOfWeek> weekdays, CalendarDate date, CalendarTime time, ZonedDateTime after) {
        this.weekdays = weekdays;
        this.date = date;
        this.time = time;
        zone = after.getZone();
        ZonedDateTime start = after.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
        reached = start.toLocalDateTime();
        offset = start.getOffset();
    }

    /** Returns the moment; empty if there is none before the year 2200. */
    Optional<ZonedDateTime> find() {
        for (int step = 0; step < MAX_STEPS && reached.getYear() <= CalendarDate.LAST_YEAR; step++) {
            if (!fitYear()) {
                return Optional.empty();
            }
            if (fitMonth() && fitDay() && fitHour() && fitMinute() && fitSecond()) {
                return Optional.of(ZonedDateTime.ofLocal(reached, zone, offset));
            }
        }
        return Optional.empty();
    }

    private boolean fitYear() {
        OptionalInt year = date.years().nextFrom(reached.getYear());
        if (year.isPresent() && year.getAsInt() != reached.getYear()) {
            settle(LocalDateTime.of(year.getAsInt(), 1, 1, 0, 0));
        }
        return year.isPresent();
    }

    private boolean fitMonth() {
        YearMonth current = YearMonth.from(reached);
        OptionalInt month = date.months().nextFrom(current.getMonthValue());
        LocalDateTime nextYear = LocalDateTime.of(current.getYear() + 1, 1, 1, 0, 0);
        if (month.isEmpty()) {
            return restart(nextYear);
        }
        if (month.getAsInt() > LAST_MONTH) {
            return restartBefore(nextYear.plusMonths(month.getAsInt() - LAST_MONTH - 1), nextYear);
        }
        return month.getAsInt() == current.getMonthValue()
                || settle(LocalDateTime.of(current.getYear(), month.getAsInt(), 1, 0, 0));
    }

    private boolean fitDay() {
        YearMonth month = YearMonth.from(reached);
        OptionalInt day = date.nextDay(month, reached.getDayOfMonth());
        LocalDateTime nextMonth = month.plusMonths(1).atDay(1).atStartOfDay();
        if (day.isEmpty()) {
            return restart(nextMonth);
        }
        if (day.getAsInt() > month.lengthOfMonth()) {
            return restartBefore(nextMonth.plusDays(day.getAsInt() - month.lengthOfMonth() - 1), nextMonth);
        }
        if (day.getAsInt() != reached.getDayOfMonth()
                && !settle(month.atDay(day.getAsInt()).atStartOfDay())) {
            return false;
        }
        return weekdays.contains(reached.getDayOfWeek()) || advance(ChronoUnit.DAYS);
    }

    private boolean fitHour() {
        OptionalInt hour = time.hours().nextFrom(reached.getHour());
        LocalDateTime midnight = reached.truncatedTo(ChronoUnit.DAYS);
        if (hour.isEmpty()) {
            return advance(ChronoUnit.DAYS);
        }
        if (hour.getAsInt() > LAST_HOUR) {
            return restartBefore(midnight.plusHours(hour.getAsInt()), midnight.plusDays(1));
        }
        return hour.getAsInt() == reached.getHour() || settle(midnight.withHour(hour.getAsInt()));
    }

    private boolean fitMinute() {
        OptionalInt minute = time.minutes().nextFrom(reached.getMinute());
        if (minute.isEmpty() || minute.getAsInt() > LAST_MINUTE) {
            return advance(ChronoUnit.HOURS);
        }
        return minute.getAsInt() == reached.getMinute()
                || settle(reached.truncatedTo(ChronoUnit.HOURS).withMinute(minute.getAsInt()));
    }

    private boolean fitSecond() {
        int micros = reached.getSecond() * CalendarField.SECOND + reached.getNano() / MICROSECOND;
        OptionalInt next = time.seconds().nextFrom(micros);
        if (next.isEmpty() || next.getAsInt() >= CalendarTime.MINUTE) {
            return advance(ChronoUnit.MINUTES);
        }
        return next.getAsInt() == micros
                || settle(reached.truncatedTo(ChronoUnit.MINUTES).plus(next.getAsInt(), ChronoUnit.MICROS));
    }

    /** Goes on to the beginning of the next day, hour or minute, and returns that the walk begins again. */
    private boolean advance(ChronoUnit unit) {
        return restart(reached.truncatedTo(unit).plus(1, unit));
    }

    private boolean restart(LocalDateTime local) {
        settle(local);
        return false;
    }

    /**
     * Goes on to a local time because a value led beyond its month, day or year. As systemd does, takes the time as
     * daylight saving time if that was in force where the value led.
     */
    private boolean restartBefore(LocalDateTime beyond, LocalDateTime local) {
        settle(beyond);
        ZoneOffset beyondOffset = offset;
        settle(local);
        if (isDaylightSaving(beyondOffset, beyond) != isDaylightSaving(offset, local)) {
            ZonedDateTime moment = local.atOffset(beyondOffset).atZoneSameInstant(zone);
            reached = moment.toLocalDateTime();
            offset = moment.getOffset();
        }
        return false;
    }

    private boolean isDaylightSaving(ZoneOffset at, LocalDateTime local) {
        return zone.getRules().isDaylightSavings(local.toInstant(at));
    }

    /**
     * Goes on to a local time. If it does not exist, because the clock is set forward there, goes on to the same moment
     * after the change.
     *
     * @return whether it exists
     */
    private boolean settle(LocalDateTime local) {
        ZonedDateTime moment = ZonedDateTime.ofLocal(local, zone, offset);
        offset = moment.getOffset();
        reached = moment.toLocalDateTime();
        boolean exists = reached.equals(local);
        if (!exists && reached.getHour() != local.getHour()) {
            reached = reached.truncatedTo(ChronoUnit.HOURS);
        }
        return exists;
    }
}
