package io.github.servicehandler.unit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A calendar expression such as {@code Mon..Fri *-*-* 04:30:00 Europe/Berlin}: the moments at which a timer with
 * {@code OnCalendar=} elapses.
 *
 * <pre>{@code
 * CalendarExpression nightly = CalendarExpression.parse("Mon..Fri 4:30 Europe/Berlin");
 * nightly.toString();                   // Mon..Fri *-*-* 04:30:00 Europe/Berlin
 * nightly.next(Instant.now(), 3);       // the next three runs
 * }</pre>
 *
 * <p>Expressions are read, and their moments found, as {@code systemd-analyze calendar} does it. A moment that a change
 * to daylight saving time skips does not occur on that day; one that a change back repeats occurs once. There are no
 * moments after the year 2199. Expressions are those of systemd 252 and later; 247 misses the first days of a month
 * after a repetition such as {@code *-*-08/16} has left the month before. As there, a search ends without a moment if
 * it takes more than 1000 steps. Time zones are those that Java knows by the names of the IANA database, and
 * {@code UTC}. Abbreviations of the local time zone, such as {@code CEST}, are not supported: they mean something else
 * on each machine.
 *
 * <p>Immutable and thread-safe. Two expressions are equal if their normalized forms are. See systemd.time(7), "Calendar
 * Events".
 */
public final class CalendarExpression {

    private final Set<DayOfWeek> weekdays;
    private final CalendarDate date;
    private final CalendarTime time;
    private final @Nullable ZoneId zone;

    CalendarExpression(Set<DayOfWeek> weekdays, CalendarDate date, CalendarTime time, @Nullable ZoneId zone) {
        this.weekdays = weekdays.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(weekdays);
        this.date = date;
        this.time = time;
        this.zone = zone;
    }

    /**
     * Parses an expression.
     *
     * @param text the expression: days of the week, a date, a time of day and a time zone, of which each may be left
     *     out; or a word such as {@code daily} or {@code hourly}; or {@code @} and seconds since 1970
     * @return the expression
     * @throws IllegalArgumentException if systemd would reject the text; the message quotes it
     */
    public static CalendarExpression parse(String text) {
        return new CalendarParser(Objects.requireNonNull(text, "text")).parse();
    }

    /**
     * Returns the time zone that the expression names.
     *
     * @return the zone; empty if the expression is in the local time of the machine on which the timer runs
     */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /**
     * Returns the first moment after a time.
     *
     * @param after the time; its zone counts if the expression has none
     * @return the moment, in the zone that counted; empty if there is none before the year 2200
     */
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
        ZonedDateTime start = zone == null ? after : after.withZoneSameInstant(zone);
        return new CalendarSearch(weekdays, date, time, start).find();
    }

    /**
     * Returns the first moments after a time, in order.
     *
     * @param after the time; its zone counts if the expression has none
     * @param count the number of moments, at least 1
     * @return the moments, in the zone that counted; fewer if the expression has no more. Unmodifiable
     * @throws IllegalArgumentException if the count is less than 1
     */
    public List<ZonedDateTime> next(ZonedDateTime after, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but was " + count);
        }
        List<ZonedDateTime> moments = new ArrayList<>();
        Optional<ZonedDateTime> next = next(after);
        while (next.isPresent() && moments.size() < count) {
            moments.add(next.get());
            next = moments.size() < count ? next(next.get()) : Optional.empty();
        }
        return Collections.unmodifiableList(moments);
    }

    /**
     * Returns the first moments after a time, in order. If the expression has no time zone, that of this machine
     * counts.
     *
     * @param after the time
     * @param count the number of moments, at least 1
     * @return the moments; fewer if the expression has no more. Unmodifiable
     * @throws IllegalArgumentException if the count is less than 1
     */
    public List<Instant> next(Instant after, int count) {
        return next(after.atZone(ZoneId.systemDefault()), count).stream()
                .map(ZonedDateTime::toInstant)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalendarExpression that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /**
     * Returns the normalized form, as {@code systemd-analyze calendar} prints it.
     *
     * @return the form, such as {@code *-*-* 00:00:00} for {@code daily}
     */
    @Override
    public String toString() {
        String days = weekdays.size() == DayOfWeek.values().length ? "" : Weekdays.format(weekdays) + " ";
        return days + date + " " + time + (zone == null ? "" : " " + CalendarZones.name(zone));
    }
}
