package io.github.servicehandler.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Are the properties that only timers have. */
final class TimerProperties {

    private TimerProperties() {}

    static Map<String, String> of(TimerUnit timer, TimestampStyle style) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Unit", timer.triggered().id);
        all.put(
                "TimersCalendar",
                timer.calendars().stream()
                        .map(calendar -> "{ OnCalendar=" + calendar + " ; next_elapse="
                                + style.print(timer.micros(calendar)) + " }")
                        .collect(Collectors.joining("\nTimersCalendar=")));
        all.put("NextElapseUSecRealtime", style.print(timer.nextCalendar()));
        all.put("NextElapseUSecMonotonic", monotonic(timer.nextMonotonic()));
        all.put("LastTriggerUSec", style.print(timer.lastFired()));
        all.put("LastTriggerUSecMonotonic", monotonic(timer.lastFired()));
        all.put("Result", "success");
        all.put("AccuracyUSec", TimeSpan.print(timer.settings().span("Timer", "AccuracySec", 60 * TimeSpan.SECOND)));
        for (String key : new String[] {"Persistent", "WakeSystem"}) {
            all.put(key, UnitProperties.yes(timer.settings().flag("Timer", key, false)));
        }
        all.put("RemainAfterElapse", UnitProperties.yes(timer.settings().flag("Timer", "RemainAfterElapse", true)));
        return all;
    }

    private static String monotonic(long micros) {
        return micros == 0 ? "0" : TimeSpan.print(micros);
    }
}
