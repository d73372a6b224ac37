package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.unit.CalendarExpression;
import io.github.servicehandler.unit.UnitFile;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The schedule of a timer, from its {@code [Timer]} section. Times are in microseconds of the machine's uptime. */
public final class TimerSchedule {

    public static final List<String> SPANS =
            List.of("OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec");

    /**
     * A time span after an event.
     *
     * @param key the setting, which determines the event
     */
    public record Span(String key, long micros) {}

    /** The times from which the spans are counted; 0 if the event has never happened. */
    record Bases(long started, long lastElapsed, long unitActive, long unitInactive) {}

    public final List<Span> spans = new ArrayList<>();
    public final List<CalendarExpression> calendar = new ArrayList<>();
    public final boolean remainsAfterElapse;
    public final long accuracy;

    private final boolean startsOnClockChange;

    TimerSchedule(UnitSettings settings) {
        settings.entries("Timer").forEach(entry -> read(entry, settings));
        spans.sort(Comparator.comparingInt(span -> SPANS.indexOf(span.key())));
        startsOnClockChange =
                settings.flag("Timer", "OnClockChange", false) || settings.flag("Timer", "OnTimezoneChange", false);
        remainsAfterElapse = settings.flag("Timer", "RemainAfterElapse", true);
        accuracy = settings.span("Timer", "AccuracySec", 60 * Microseconds.SECOND);
    }

    /** Reads one assignment. An empty one discards all times before it, whatever their keys. */
    private void read(UnitFile.Entry entry, UnitSettings settings) {
        boolean isCalendar = entry.key().equals("OnCalendar");
        if (!isCalendar && !SPANS.contains(entry.key())) {
            return;
        }
        if (entry.value().isEmpty()) {
            spans.clear();
            calendar.clear();
        }
        String value = settings.resolve(entry.value()).orElse("");
        if (isCalendar) {
            expression(value).ifPresent(calendar::add);
        } else {
            Microseconds.parse(value).ifPresent(micros -> spans.add(new Span(entry.key(), micros)));
        }
    }

    private static Optional<CalendarExpression> expression(String value) {
        try {
            return Optional.of(CalendarExpression.parse(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return spans.isEmpty() && calendar.isEmpty() && !startsOnClockChange;
    }

    /** Returns when a span ends; {@link Microseconds#INFINITY} for never. */
    public long next(Span span, Bases bases) {
        return switch (span.key()) {
            case "OnActiveSec" -> once(bases.started() + span.micros(), bases);
            case "OnUnitActiveSec" -> repeated(span, Math.max(bases.unitActive(), bases.lastElapsed()));
            case "OnUnitInactiveSec" -> repeated(span, bases.unitInactive());
            default -> once(span.micros(), bases);
        };
    }

    private static long once(long when, Bases bases) {
        return when <= bases.lastElapsed() ? Microseconds.INFINITY : when;
    }

    private static long repeated(Span span, long base) {
        return base == 0 || span.micros() == Microseconds.INFINITY ? Microseconds.INFINITY : base + span.micros();
    }

    long nextMonotonic(Bases bases) {
        return spans.stream().mapToLong(span -> next(span, bases)).min().orElse(Microseconds.INFINITY);
    }

    /** Returns the next calendar time after a time; {@link Microseconds#INFINITY} for never. */
    long nextCalendar(long after) {
        ZonedDateTime start = VirtualTime.dateTimeAt(after).atZone(ZoneOffset.UTC);
        return calendar.stream()
                .flatMap(time -> time.next(start).stream())
                .map(next -> next.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime())
                .min(Comparator.naturalOrder())
                .map(VirtualTime::microsAt)
                .orElse(Microseconds.INFINITY);
    }
}
