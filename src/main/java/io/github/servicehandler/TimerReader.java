package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.TimeSpan;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reading of timers, from their properties: the table of list-timers has no exact times. */
final class TimerReader {

    private static final List<String> PROPERTIES = List.of(
            "Unit",
            "NextElapseUSecRealtime",
            "NextElapseUSecMonotonic",
            "LastTriggerUSec",
            "StateChangeTimestamp",
            "StateChangeTimestampMonotonic");

    private static final Comparator<ListedTimer> ORDER = Comparator.comparing(
                    (ListedTimer timer) -> timer.next().orElse(Instant.MAX))
            .thenComparing(ListedTimer::unit);

    private TimerReader() {}

    /** Returns the loaded timers among units, in the order in which they elapse. */
    static List<ListedTimer> read(ManagerClient client, List<ListedUnit> units) {
        List<UnitName> timers = units.stream()
                .filter(unit -> unit.name().endsWith(".timer"))
                .map(unit -> UnitName.of(unit.name()))
                .toList();
        return timers.isEmpty()
                ? List.of()
                : client.show(timers, PROPERTIES, TimerReader::timer).stream()
                        .sorted(ORDER)
                        .toList();
    }

    private static ListedTimer timer(UnitName name, UnitProperties properties) {
        Optional<Instant> next = Stream.of(properties.time("NextElapseUSecRealtime"), nextMonotonic(properties))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new ListedTimer(name.toString(), properties.text("Unit"), next, properties.time("LastTriggerUSec"));
    }

    /** Returns when a span ends. The machine's uptime is known from the last change of the timer's state. */
    private static Optional<Instant> nextMonotonic(UnitProperties properties) {
        Optional<Duration> uptime = span(properties.text("NextElapseUSecMonotonic"));
        Optional<Instant> change = properties.time("StateChangeTimestamp");
        long changeUptime = properties.number("StateChangeTimestampMonotonic").orElse(0);
        return uptime.filter(span -> !span.isZero())
                .flatMap(span -> change.map(moment -> moment.plus(span).minusNanos(1_000 * changeUptime)));
    }

    private static Optional<Duration> span(String text) {
        return text.isEmpty() ? Optional.empty() : TimeSpan.parse(text).toDuration();
    }
}
