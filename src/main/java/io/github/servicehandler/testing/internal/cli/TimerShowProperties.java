package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.TimerSchedule;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The properties that only timers have, as {@code systemctl show} prints them. */
public final class TimerShowProperties {

    private TimerShowProperties() {}

    static Map<String, String> of(TimerUnit timer, TimestampStyle style) {
        TimerSchedule schedule = timer.schedule();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Unit", timer.triggeredUnit().map(unit -> unit.id).orElse(""));
        String spans = schedule.spans.stream().map(span -> print(timer, span)).collect(repeated("TimersMonotonic"));
        if (!spans.isEmpty()) {
            all.put("TimersMonotonic", spans);
        }
        String calendar = schedule.calendar.stream()
                .map(time ->
                        "{ OnCalendar=" + time + " ; next_elapse=" + orNone(style.print(nextCalendar(timer))) + " }")
                .collect(repeated("TimersCalendar"));
        if (!calendar.isEmpty()) {
            all.put("TimersCalendar", calendar);
        }
        all.put("NextElapseUSecRealtime", style.print(nextCalendar(timer)));
        all.put("NextElapseUSecMonotonic", Microseconds.format(timer.nextMonotonic()));
        all.put("LastTriggerUSec", style.print(timer.lastElapsed()));
        all.put("LastTriggerUSecMonotonic", Microseconds.format(timer.lastElapsed()));
        all.put("Result", timer.result());
        all.put("AccuracyUSec", Microseconds.format(schedule.accuracy));
        all.put("RemainAfterElapse", UnitShowProperties.yesNo(schedule.remainsAfterElapse));
        return all;
    }

    /** Joins several values into one. systemctl prints a line with the same name for each of them. */
    private static Collector<CharSequence, ?, String> repeated(String key) {
        return Collectors.joining("\n" + key + "=");
    }

    private static String print(TimerUnit timer, TimerSchedule.Span span) {
        boolean waits = timer.nextMonotonic() != Microseconds.INFINITY;
        long next = waits ? timer.schedule().next(span, timer.bases()) : 0;
        return "{ " + span.key().replace("Sec", "USec") + "=" + Microseconds.format(span.micros()) + " ; next_elapse="
                + Microseconds.format(next) + " }";
    }

    /** Returns the next calendar time, or 0 if there is none. */
    public static long nextCalendar(TimerUnit timer) {
        long next = timer.nextCalendar();
        return next == Microseconds.INFINITY ? 0 : next;
    }

    private static String orNone(String timestamp) {
        return timestamp.isEmpty() ? "(null)" : timestamp;
    }
}
