package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Conditions on the time alone. */
final class ScheduleConditions {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private ScheduleConditions() {}

    static Condition every(Duration period) {
        Times.requirePositive(period, "the period");
        if (period.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "the period must be at least " + Times.text(SHORTEST) + ", but was " + Times.text(period));
        }
        return scheduled("every " + Times.text(period), snapshot -> Duration.ZERO, last -> last.plus(period));
    }

    static Condition daily(LocalTime time, ZoneId zone) {
        return scheduled(
                "at " + time + " " + zone, ServiceSnapshot::wallClockLag, last -> next(time, last.atZone(zone)));
    }

    private static Instant next(LocalTime time, ZonedDateTime after) {
        ZonedDateTime today = ZonedDateTime.of(after.toLocalDate(), time, after.getZone());
        ZonedDateTime tomorrow = ZonedDateTime.of(after.toLocalDate().plusDays(1), time, after.getZone());
        return (today.isAfter(after) ? today : tomorrow).toInstant();
    }

    /** @param wallClockLag by how much the clock of the schedule is behind that of the watchdog */
    private static Condition scheduled(
            String text, Function<ServiceSnapshot, Duration> wallClockLag, UnaryOperator<Instant> following) {
        return FunctionCondition.momentary(text, snapshot -> {
            Instant now = snapshot.now().minus(wallClockLag.apply(snapshot));
            Instant due = snapshot.memory().computeIfAbsent(text, unused -> following.apply(now));
            if (due.isAfter(following.apply(following.apply(now)))) {
                // too far in the future: the wall clock was ahead when this was computed
                due = following.apply(now);
                snapshot.memory().put(text, due);
            }
            if (!now.isBefore(due)) {
                // times that were missed, for example while the machine was asleep, are not made up for
                due = following.apply(now);
                snapshot.memory().put(text, due);
                snapshot.dueSchedules().add(text);
            }
            return Evaluation.moment(snapshot.dueSchedules().contains(text), text)
                    .changingAt(due.plus(wallClockLag.apply(snapshot)));
        });
    }
}
